/** Which entries are chosen to be changed together. */

export interface Selection {
  readonly chosenIds: ReadonlySet<string>;
  /** Where a row of them begins. */
  readonly anchorId: string | null;
}

export function toggled({ chosenIds }: Selection, id: string): Selection {
  const next = new Set(chosenIds);
  if (!next.delete(id)) next.add(id);
  return { chosenIds: next, anchorId: id };
}

/**
 * All from the anchor to `id`, both included, beside those chosen elsewhere. Without an anchor in the list the row
 * begins at `fromId`.
 * @param ids in the order shown
 */
export function extended(
  { chosenIds, anchorId }: Selection,
  ids: readonly string[],
  id: string,
  fromId: string | null,
): Selection {
  const anchor = anchorId !== null && ids.includes(anchorId) ? anchorId : (fromId ?? id);
  const [a, b] = [ids.indexOf(anchor), ids.indexOf(id)];
  const row = ids.slice(Math.min(a, b), Math.max(a, b) + 1);
  // Going back along a row gives up what lies beyond; the last end is next to the present one.
  const left = fromId !== null && chosenIds.has(fromId) && !row.includes(fromId) ? fromId : null;
  const next = new Set([...chosenIds, ...row]);
  if (left !== null) next.delete(left);
  return { chosenIds: next, anchorId: anchor };
}
