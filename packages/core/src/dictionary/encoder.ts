/** Turns texts into embeddings on this computer: a small ONNX model, see `resources/dictionary/encoder/README.md`. */
import { readFile } from 'node:fs/promises';
import { featureBuckets } from '@mirubato/domain/dictionary';
import type { InferenceSession, Tensor } from 'onnxruntime-node';

/** A question, or what is looked for by it: some models tell them apart. */
export type TextRole = 'query' | 'passage';

export interface Encoder {
  /** Of the model's file: other embeddings than those of another model. */
  readonly fingerprint: string;
  /** So many texts at once, then others have their turn. */
  readonly batch: number;
  /** Of each text one of length 1, in their order; all zeros for a text without letters and digits. */
  encode(texts: readonly string[], role: TextRole): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** A few milliseconds. */
const BATCH = 32;

/** @throws when the file is not there, is no such model, or this platform has no runtime for it */
export async function openEncoder(file: URL): Promise<Encoder> {
  const model = await readFile(file);
  const [{ createHash }, ort] = await Promise.all([import('node:crypto'), import('onnxruntime-node')]);
  const session = await ort.InferenceSession.create(model, {
    // A sum of rows: threads would cost more than they save, and keep spinning.
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  return {
    fingerprint: createHash('sha256').update(model).digest('hex').slice(0, 16),
    batch: BATCH,
    encode: (texts) => encode(texts, session, ort.Tensor),
    close: () => session.release(),
  };
}

async function encode(
  texts: readonly string[],
  session: InferenceSession,
  TensorOf: typeof Tensor,
): Promise<Float32Array[]> {
  const rows = texts.map(featureBuckets);
  const width = Math.max(1, ...rows.map((row) => row.length));
  const ids = new BigInt64Array(texts.length * width);
  for (const [at, row] of rows.entries()) {
    for (const [place, bucket] of row.entries()) ids[at * width + place] = BigInt(bucket);
  }
  const { embeddings } = await session.run({ ids: new TensorOf('int64', ids, [texts.length, width]) });
  const values = embeddings?.data as Float32Array;
  const dimensions = values.length / texts.length;
  return rows.map((row, at) =>
    row.length === 0 ? new Float32Array(dimensions) : values.slice(at * dimensions, (at + 1) * dimensions),
  );
}
