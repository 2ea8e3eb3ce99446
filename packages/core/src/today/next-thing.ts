/** What the Today screen may propose, whatever it comes from. */

export interface NextThing {
  readonly kind: 'plan' | 'goal' | 'due' | 'suggestion';
  readonly title: string;
  readonly composer?: string | null | undefined;
  /** Measures or a label: only this part of the piece. */
  readonly passage?: string | null | undefined;
  /** Why it is proposed; at least one, the strongest first. */
  readonly reason: readonly NextReason[];
  readonly pieceId?: string | null | undefined;
  readonly scoreId?: string | null | undefined;
  readonly minutes?: number | null | undefined;
}

/**
 * A reason in words: the text `today:reason.<code>`, with `values` in it. The interface writes those named `days`,
 * `date`, `minutes`, `expected` (0 to 1), `status` and `grade` as its language does, and all others as they are.
 */
export interface NextReason {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface Moment {
  /** `YYYY-MM-DD`, the musician's day. */
  readonly date: string;
  /** IANA. */
  readonly zone: string;
  /** Of what was practised last today, 1 to 5. */
  readonly lastDifficulty: number | null;
}

/** Something that knows what is to be done: what it returns is in its own order, first first. */
export type TodaySource = (moment: Moment) => Promise<readonly NextThing[]>;
