/** Which score is looked at, which comes after it, and how far one has come. Pure. */

export interface ReviewStep {
  readonly scoreId: string;
  /** `elsewhere`: another window or device has checked or removed it. */
  readonly kind: 'accepted' | 'skipped' | 'trashed' | 'elsewhere';
}

interface QueueInput<Item extends { readonly id: string }> {
  /** The least sure first; perhaps from before the last steps. */
  readonly items: readonly Item[];
  /** How many there are in all, of which `items` is the beginning. */
  readonly total: number;
  /** What has been passed since one began. */
  readonly steps: readonly ReviewStep[];
  /** The one that is looked at stays, whatever comes before it meanwhile. */
  readonly currentId: string | undefined;
}

export interface ReviewQueue<Item> {
  readonly currentId: string | undefined;
  readonly next: Item | undefined;
  /** 1-based. */
  readonly position: number;
  readonly total: number;
}

export function queueOf<Item extends { readonly id: string }>({
  items,
  total,
  steps,
  currentId: pinnedId,
}: QueueInput<Item>): ReviewQueue<Item> {
  const passed = new Set(steps.map(({ scoreId }) => scoreId));
  const waiting = items.filter(({ id }) => !passed.has(id));
  const currentId = pinnedId !== undefined && !passed.has(pinnedId) ? pinnedId : waiting[0]?.id;
  const isListed = (id: string) => items.some((item) => item.id === id);
  const unlisted = [...passed, ...(currentId === undefined ? [] : [currentId])].filter((id) => !isListed(id));
  return {
    currentId,
    next: waiting.find(({ id }) => id !== currentId),
    position: passed.size + 1,
    total: total + unlisted.length,
  };
}
