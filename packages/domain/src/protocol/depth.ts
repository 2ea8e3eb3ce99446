/** Deeper than any entity of the original's, far above what a stack holds: what nests more is no entity. */
export const MAX_DEPTH = 64;

/** Looks no deeper than it has to, however deep the value is. */
export function isTooDeep(value: unknown, depth = MAX_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  return Object.values(value).some((inner) => isTooDeep(inner, depth - 1));
}
