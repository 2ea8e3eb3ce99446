/**
 * PostgreSQL's text holds neither U+0000 nor half a surrogate pair; the journal keeps them, the row does
 * without. Rows are walked only when the JSON has such an escape.
 */
export function storableJson(rows: readonly unknown[]): string {
  const json = JSON.stringify(rows);
  return /\\u(?:0000|d[89a-f])/i.test(json) ? JSON.stringify(storable(rows)) : json;
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed();
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storable(key), storable(item)]));
}
