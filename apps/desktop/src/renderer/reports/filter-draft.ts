/** A filter while it is being built: some of its conditions may not say anything yet. */
import {
  type Bracket,
  type Condition,
  conditionsOf,
  type FilterPart,
  isBracket,
  type NameField,
  nameFields,
} from '@mirubato/domain/reports';

export const filterFields = [...nameFields, 'duration', 'weekday', 'hour', 'text'] as const;
export type FilterField = (typeof filterFields)[number];

/** What is asked of a field when it is chosen. */
export function newCondition(field: FilterField): Condition {
  switch (field) {
    case 'duration':
      return { field, is: 'between', from: 30, to: 1440 };
    case 'weekday':
    case 'hour':
      return { field, is: 'anyOf', values: [] };
    case 'text':
      return { field, is: 'containing', values: [''] };
    default:
      return { field, is: 'anyOf', values: [] };
  }
}

/** Without the conditions that say nothing yet and the brackets that hold none. */
export function finishedFilter(filter: Bracket): Bracket {
  const parts = filter.parts.flatMap((part): FilterPart[] => {
    if (!isBracket(part)) return isFinished(part) ? [part] : [];
    const inner = finishedFilter(part);
    return inner.parts.length > 0 ? [inner] : [];
  });
  return { ...filter, parts };
}

export function countConditions(filter: Bracket): number {
  return conditionsOf(filter).length;
}

export function isNameField(field: FilterField): field is NameField {
  return (nameFields as readonly string[]).includes(field);
}

function isFinished(condition: Condition): boolean {
  if (condition.field === 'duration') return condition.from <= condition.to;
  if (condition.is === 'empty' || condition.is === 'notEmpty') return true;
  return condition.values.some((value) => String(value).trim() !== '');
}
