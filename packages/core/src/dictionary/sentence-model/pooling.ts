/** One vector of a text from those of its tokens. */

/** `mean` of all tokens, `cls` the first alone, `max` the largest of each component. */
export type Pooling = 'mean' | 'cls' | 'max';

/** Row after row. */
export interface TokenVectors {
  /** [texts, tokens, dimensions]. */
  readonly values: Float32Array;
  /** [texts, tokens]: 1 for a token of the text, 0 for what only fills up. */
  readonly mask: BigInt64Array;
  readonly texts: number;
  readonly tokens: number;
}

/** A vector of each text, in their order. */
export function pool({ values, mask, texts, tokens }: TokenVectors, pooling: Pooling): Float32Array[] {
  const dimensions = values.length / (texts * tokens);
  return Array.from({ length: texts }, (_, text) => {
    const rows: Float32Array[] = [];
    for (let token = 0; token < tokens; token += 1) {
      const at = text * tokens + token;
      if (mask[at] === 1n) rows.push(values.subarray(at * dimensions, (at + 1) * dimensions));
    }
    return poolRows(rows, dimensions, pooling);
  });
}

/** Of length 1, unless it is all zeros. */
export function normalised(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

function poolRows(rows: readonly Float32Array[], dimensions: number, pooling: Pooling): Float32Array {
  if (pooling === 'cls') return rows[0]?.slice() ?? new Float32Array(dimensions);
  const pooled = new Float32Array(dimensions);
  for (let i = 0; i < dimensions; i += 1) {
    const column = rows.map((row) => row[i] as number);
    pooled[i] =
      pooling === 'max' ? Math.max(...column) : column.reduce((sum, value) => sum + value, 0) / rows.length;
  }
  return pooled;
}
