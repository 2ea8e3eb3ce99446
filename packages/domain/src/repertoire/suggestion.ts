/**
 * What to practise next: priority = base × recency × deadline × difficulty, the formula that the original system's
 * specification has and its code has not. The base is its table; of the other three it says only what they are to do,
 * so their numbers are ours (rule 33.6).
 */
import type { PieceStatus } from './piece.ts';
import { daysBetween } from './spacing.ts';

export interface SuggestedPiece {
  readonly id: string;
  readonly title: string;
  readonly status: PieceStatus;
  readonly difficultyRating: number | null;
  readonly lastPractisedOn: string | null;
  /** The nearest date by which a goal wants it. */
  readonly deadline: { readonly title: string; readonly date: string } | null;
}

export type SuggestionReason =
  | { readonly code: 'status'; readonly status: PieceStatus }
  | { readonly code: 'never-practised' }
  | { readonly code: 'last-practised'; readonly days: number }
  | { readonly code: 'deadline'; readonly goal: string; readonly date: string }
  | { readonly code: 'easier' }
  | { readonly code: 'harder' };

export interface PieceSuggestion {
  readonly id: string;
  readonly priority: number;
  readonly reasons: readonly SuggestionReason[];
}

/** The original's base priorities. What is dropped or archived is never suggested. */
export const BASE_PRIORITY: Readonly<Partial<Record<PieceStatus, number>>> = {
  performance_ready: 1,
  working: 0.9,
  polished: 0.8,
  learning: 0.7,
  planned: 0.3,
};

/** Days in which a piece comes back to 63 % of its full weight; what was played today keeps a tenth. */
const RECENCY_DAYS = 7;
const RECENCY_FLOOR = 0.1;

/** Three times the weight on the day itself, twice a week before, a third more four weeks before. */
const DEADLINE_GAIN = 2;
const DEADLINE_DAYS = 7;

/** From 0.8 after a piece as hard to 1.2 after one at the other end of the scale of 1 to 5. */
const DIFFICULTY_RANGE = [0.8, 1.2] as const;
const DIFFICULTY_STEPS = 4;

/** From so many steps on the difference is worth a word. */
const CONTRAST_STEPS = 2;

/** `1 − e^(−days/7)`, from a tenth on; 1 when it was never practised. @param days 0 or more */
export function recencyFactor(days: number | null): number {
  return days === null ? 1 : RECENCY_FLOOR + (1 - RECENCY_FLOOR) * (1 - Math.exp(-days / RECENCY_DAYS));
}

/** @param days until the deadline; null without one. One that has passed presses no more */
export function deadlineFactor(days: number | null): number {
  return days === null || days < 0 ? 1 : 1 + (DEADLINE_GAIN * DEADLINE_DAYS) / (DEADLINE_DAYS + days);
}

/** Of a piece after another: hard and easy ones take turns. 1 where one of the two is not rated. */
export function difficultyFactor(rating: number | null, before: number | null): number {
  if (rating === null || before === null) return 1;
  const [least, most] = DIFFICULTY_RANGE;
  const share = Math.min(1, Math.abs(rating - before) / DIFFICULTY_STEPS);
  return least + (most - least) * share;
}

/**
 * The pieces to practise, first first; equal ones by title, then id. Each is weighed against the one before it.
 * @param options.after the difficulty of what was practised last today
 */
export function suggestPieces(
  pieces: readonly SuggestedPiece[],
  options: { date: string; after?: number | null; limit: number },
): PieceSuggestion[] {
  const { date, limit } = options;
  const waiting = pieces
    .filter(({ status }) => BASE_PRIORITY[status] !== undefined)
    .map((piece) => ({ piece, weight: weightOf(piece, date) }))
    .sort(
      (a, b) =>
        b.weight - a.weight || compare(a.piece.title, b.piece.title) || compare(a.piece.id, b.piece.id),
    );
  const chosen: PieceSuggestion[] = [];
  let before = options.after ?? null;
  while (chosen.length < limit) {
    const next = heaviest(waiting, before);
    if (!next) break;
    waiting.splice(waiting.indexOf(next), 1);
    const { piece, weight } = next;
    const priority = weight * difficultyFactor(piece.difficultyRating, before);
    chosen.push({ id: piece.id, priority, reasons: reasonsFor(piece, date, before) });
    before = piece.difficultyRating ?? before;
  }
  return chosen;
}

function weightOf({ status, lastPractisedOn, deadline }: SuggestedPiece, date: string): number {
  const days = lastPractisedOn === null ? null : daysBetween(lastPractisedOn, date);
  const left = deadline === null ? null : daysUntil(deadline.date, date);
  return (BASE_PRIORITY[status] ?? 0) * recencyFactor(days) * deadlineFactor(left);
}

interface Weighed {
  readonly piece: SuggestedPiece;
  readonly weight: number;
}

/** @param waiting heaviest first, so that those further down, which no difficulty could lift above, need not be looked at */
function heaviest(waiting: readonly Weighed[], before: number | null): Weighed | undefined {
  let best: Weighed | undefined;
  let bestPriority = Number.NEGATIVE_INFINITY;
  for (const each of waiting) {
    if (each.weight * DIFFICULTY_RANGE[1] < bestPriority) break;
    const priority = each.weight * difficultyFactor(each.piece.difficultyRating, before);
    if (priority <= bestPriority) continue;
    best = each;
    bestPriority = priority;
  }
  return best;
}

function reasonsFor(piece: SuggestedPiece, date: string, before: number | null): SuggestionReason[] {
  const reasons: SuggestionReason[] = [{ code: 'status', status: piece.status }];
  const { lastPractisedOn, deadline, difficultyRating } = piece;
  reasons.push(
    lastPractisedOn === null
      ? { code: 'never-practised' }
      : { code: 'last-practised', days: daysBetween(lastPractisedOn, date) },
  );
  if (deadline && daysUntil(deadline.date, date) >= 0) {
    reasons.push({ code: 'deadline', goal: deadline.title, date: deadline.date });
  }
  if (difficultyRating !== null && before !== null && Math.abs(difficultyRating - before) >= CONTRAST_STEPS) {
    reasons.push({ code: difficultyRating < before ? 'easier' : 'harder' });
  }
  return reasons;
}

/** Below 0 when the date has passed. */
function daysUntil(deadline: string, date: string): number {
  return deadline < date ? -1 : daysBetween(date, deadline);
}

/** By code point: the same on every computer. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
