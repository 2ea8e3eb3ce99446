/** A sentence-transformer: tokens, model and pooling. It runs in a process of its own (`model-process.ts`). */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { TextRole } from '../encoder.ts';
import type { ModelFolder } from './model-folder.ts';
import { normalised, pool } from './pooling.ts';
import { readTextTokens, type TextTokens } from './text-tokens.ts';

export interface SentenceModel {
  /** Of its files and of how they are used. */
  readonly fingerprint: string;
  /** Of each text a vector of length 1, in their order. Problem `model-unreadable`: what comes out is none. */
  embed(texts: readonly string[], role: TextRole): Promise<Result<Float32Array[]>>;
}

type Runtime = typeof import('onnxruntime-node');
type Inputs = Pick<ReturnType<TextTokens['encode']>, 'ids' | 'mask'>;

/** One core stays free for the interface; beyond four a short text has nothing to share out. */
const THREADS = Math.max(1, Math.min(4, availableParallelism() - 1));

const valuesByInput: Readonly<Record<string, (inputs: Inputs) => BigInt64Array>> = {
  input_ids: ({ ids }) => ids,
  attention_mask: ({ mask }) => mask,
  // One text is one sequence, of type 0.
  token_type_ids: ({ ids }) => new BigInt64Array(ids.length),
};

/** A vector of each text, and vectors of their tokens; the first that the model has is taken. */
const OUTPUTS = ['sentence_embedding', 'last_hidden_state', 'token_embeddings'] as const;

/** Problem `model-unreadable`. */
export async function openSentenceModel(folder: ModelFolder): Promise<Result<SentenceModel>> {
  const tokens = await readTextTokens(folder);
  if (!tokens.ok) return tokens;
  const ort = await import('onnxruntime-node');
  const session = await openSession(ort, folder);
  if (!session.ok) return session;
  const fits = inputsFit(session.value);
  if (!fits.ok) return fits;
  const output = OUTPUTS.find((name) => session.value.outputNames.includes(name));
  if (!output) {
    const detail = `The model gives ${session.value.outputNames.join(', ')} and none of ${OUTPUTS.join(', ')}.`;
    return fail('model-unreadable', detail);
  }
  const fingerprint = await fingerprintOf(folder);
  return ok({
    fingerprint,
    async embed(texts, role) {
      const encoded = tokens.value.encode(texts.map((text) => folder.prompts[role] + text));
      const given = await session.value.run(inputsOf(ort, session.value, encoded, texts.length), [output]);
      const found = given[output];
      if (found?.type !== 'float32') return noVectors(found);
      const values = found.data as Float32Array;
      const [first, ...others] = found.dims;
      const rank = output === 'sentence_embedding' ? 1 : 2;
      if (first !== texts.length || others.length !== rank) return noVectors(found);
      if (rank === 1) {
        const size = values.length / texts.length;
        return ok(texts.map((_, at) => normalised(values.slice(at * size, (at + 1) * size))));
      }
      if (others[0] !== encoded.tokens) return noVectors(found);
      const vectors = { values, mask: encoded.mask, texts: texts.length, tokens: encoded.tokens };
      return ok(pool(vectors, folder.pooling).map(normalised));
    },
  });
}

async function openSession(ort: Runtime, folder: ModelFolder): Promise<Result<InferenceSession>> {
  try {
    return ok(
      // By its path, because weights beside the file are found from there.
      await ort.InferenceSession.create(folder.modelFile, {
        intraOpNumThreads: THREADS,
        interOpNumThreads: 1,
        logSeverityLevel: 3,
      }),
    );
  } catch (cause) {
    const detail = `${basename(folder.modelFile)} cannot be opened as an ONNX model.`;
    return fail('model-unreadable', detail, { cause });
  }
}

function inputsFit({ inputNames }: InferenceSession): Result<void> {
  const [strange] = inputNames.filter((name) => !(name in valuesByInput));
  if (strange) return fail('model-unreadable', `The model asks for ${strange}, which a text does not have.`);
  if (inputNames.includes('input_ids')) return ok(undefined);
  return fail('model-unreadable', 'The model does not ask for the tokens of a text (input_ids).');
}

function inputsOf(
  { Tensor: TensorOf }: Runtime,
  session: InferenceSession,
  encoded: Inputs,
  texts: number,
): Record<string, Tensor> {
  const dims = [texts, encoded.ids.length / texts];
  return Object.fromEntries(
    session.inputMetadata.map((input) => {
      const values = valuesByInput[input.name]?.(encoded) ?? encoded.ids;
      const isShort = input.isTensor && input.type === 'int32';
      const tensor = isShort
        ? new TensorOf('int32', Int32Array.from(values, Number), dims)
        : new TensorOf('int64', values, dims);
      return [input.name, tensor];
    }),
  );
}

function noVectors(found: Tensor | undefined): Result<never> {
  const given = found ? `${found.type} [${found.dims.join(', ')}]` : 'nothing';
  return fail('model-unreadable', `The model gives ${given} where vectors of 32-bit numbers were awaited.`);
}

/** Two gigabytes take some seconds to be read. */
async function fingerprintOf(folder: ModelFolder): Promise<string> {
  const { pooling, maxTokens, prompts } = folder;
  const hash = createHash('sha256').update(JSON.stringify({ pooling, maxTokens, prompts }));
  const config = folder.tokenizerConfigFile ? [folder.tokenizerConfigFile] : [];
  for (const file of [folder.modelFile, ...folder.dataFiles, folder.tokenizerFile, ...config]) {
    for await (const part of createReadStream(file)) hash.update(part as Buffer);
  }
  return hash.digest('hex').slice(0, 16);
}
