/** What is to be practised, mixed: the same piece never twice in a row where that can be avoided. */

/**
 * Keeps the order as far as it can. A piece with more than half of what is left goes next, so that its passages do
 * not pile up at the end. What belongs to no piece stands for itself.
 */
export function interleave<T extends { readonly pieceId?: string | null | undefined }>(
  things: readonly T[],
): T[] {
  const left = things.map((thing, index) => ({ thing, group: thing.pieceId ?? `#${index}` }));
  const countByGroup = new Map<string, number>();
  for (const { group } of left) countByGroup.set(group, (countByGroup.get(group) ?? 0) + 1);
  const mixed: T[] = [];
  let before: string | undefined;
  while (left.length > 0) {
    const others = left.filter(({ group }) => group !== before);
    const next =
      others.find(({ group }) => 2 * (countByGroup.get(group) ?? 0) > left.length) ?? others[0] ?? left[0];
    if (!next) break;
    left.splice(left.indexOf(next), 1);
    countByGroup.set(next.group, (countByGroup.get(next.group) ?? 1) - 1);
    mixed.push(next.thing);
    before = next.group;
  }
  return mixed;
}
