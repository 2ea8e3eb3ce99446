/** What the search line may be completed to where the caret stands. */
import {
  periods,
  possessions,
  printField,
  type QueryField,
  queryFields,
  queryTokens,
} from '@mirubato/domain/logbook';

export interface CompletionPlace {
  readonly start: number;
  /** Null where the name of a field is being typed. */
  readonly field: QueryField | null;
  readonly typed: string;
}

/** Letters after which a word may be meant as a field. */
const MIN_LETTERS = 2;

export function completionAt(line: string, caret: number): CompletionPlace | null {
  const last = queryTokens(line.slice(0, caret)).at(-1);
  if (!last || last.end !== caret) return null;
  if (last.kind === 'field') {
    const field = queryFields.find((name) => name === last.name);
    const isWhole = last.isPhrase && !last.isOpen;
    return field === undefined || isWhole ? null : { start: last.start, field, typed: last.value };
  }
  if (last.kind !== 'text' || last.isPhrase || last.text.length < MIN_LETTERS) return null;
  return { start: last.start, field: null, typed: last.text };
}

/** The line with the place filled in, and a blank after a value, so that one types on. */
export function completed(
  line: string,
  caret: number,
  { start, field }: CompletionPlace,
  value: string,
): string {
  const before = line.slice(0, start);
  const after = line.slice(caret);
  if (field === null) return `${before}${value}:${after}`;
  return `${before}${fieldText(field, value)} ${after.trimStart()}`;
}

/** The line with one more condition at its end. */
export function withCondition(line: string, field: QueryField, value: string): string {
  const before = line.trimEnd();
  return `${before}${before === '' ? '' : ' '}${value === '' ? `${field}:` : `${fieldText(field, value)} `}`;
}

function fieldText(field: QueryField, value: string): string {
  return closedValues[field] ? `${field}:${value}` : printField(field, value);
}

/** Values that are the same for everybody; the others are a person's own. */
export const closedValues: Readonly<Partial<Record<QueryField, readonly string[]>>> = {
  type: [
    'practice',
    'technique',
    'lesson',
    'rehearsal',
    'performance',
    'masterclass',
    'other',
    'status_change',
  ],
  mood: ['frustrated', 'neutral', 'satisfied', 'excited', 'proud'],
  has: possessions,
  date: periods,
  duration: ['>15', '>30', '>60', '<15', '<30'],
  source: ['timer', 'manual', 'import'],
};
