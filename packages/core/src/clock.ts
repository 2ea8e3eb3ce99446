/** Time and chance, handed in so that tests decide them. */
export interface Clock {
  nowMs(): number;
  newId(): string;
}

export function instantNow(clock: Pick<Clock, 'nowMs'>): string {
  return new Date(clock.nowMs()).toISOString();
}
