/**
 * Up to which number of the log the members of a room have been sent everything. Updates of several nodes come
 * out of order, and some of them twice.
 */
export interface LogPosition {
  readonly seq: number;
  /** Notes an update that is being passed on; false when it has been before. */
  pass(seq: number): boolean;
  /** Everything up to this number has been passed on. */
  reach(seq: number): void;
}

export function createLogPosition(): LogPosition {
  let reached = 0;
  const ahead = new Set<number>();
  return {
    get seq() {
      return reached;
    },
    pass(seq) {
      if (seq <= reached || ahead.has(seq)) return false;
      ahead.add(seq);
      closeUp();
      return true;
    },
    reach(seq) {
      if (seq <= reached) return;
      reached = seq;
      for (const each of ahead) if (each <= reached) ahead.delete(each);
      closeUp();
    },
  };

  function closeUp(): void {
    while (ahead.delete(reached + 1)) reached += 1;
  }
}
