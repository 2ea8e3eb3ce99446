/**
 * Entry of the process in which a sentence-transformer runs, so that one which crashes ends alone. A thread beside it
 * ends the process where it takes too much memory, since the model holds its own while it computes.
 */
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { fail, type Result } from '@mirubato/domain/problem';
import type { TextRole } from '../encoder.ts';
import type { ModelFolder } from './model-folder.ts';
import { openSentenceModel, type SentenceModel } from './sentence-model.ts';

export type ToModel = { readonly id: number } & (
  | { readonly type: 'open'; readonly folder: ModelFolder; readonly maxBytes: number }
  | { readonly type: 'embed'; readonly texts: readonly string[]; readonly role: TextRole }
);

/** `open` is answered with the fingerprint, `embed` with a vector for each text. */
export interface FromModel {
  readonly id: number;
  readonly result: Result<string | Float32Array[]>;
}

/** A model grows by a few hundred megabytes between two looks. */
const LOOK_EVERY_MS = 50;

let model: SentenceModel | undefined;
/** One after the other. */
let queue = Promise.resolve();

if (isMainThread) serve();
else watch(workerData as number);

function serve(): void {
  // The core has ended.
  process.on('disconnect', () => process.exit());
  process.on('message', (order: ToModel) => {
    queue = queue.then(async () => {
      const result = await answer(order).catch(failed);
      process.send?.({ id: order.id, result: withoutCause(result) } satisfies FromModel);
    });
  });
}

async function answer(order: ToModel): Promise<FromModel['result']> {
  if (order.type === 'embed') {
    if (!model) throw new Error('no model is open');
    return await model.embed(order.texts, order.role);
  }
  new Worker(new URL(import.meta.url), { workerData: order.maxBytes }).unref();
  const opened = await openSentenceModel(order.folder);
  if (!opened.ok) return opened;
  model = opened.value;
  return { ok: true, value: model.fingerprint };
}

function failed(cause: unknown): Result<never> {
  const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
  return fail('model-failed', `The model could not compute: ${reason}`, { cause });
}

/** A foreign error may not be copied between processes. */
function withoutCause(result: FromModel['result']): FromModel['result'] {
  return result.ok ? result : fail(result.problem.code, result.problem.detail);
}

function watch(maxBytes: number): void {
  setInterval(() => {
    if (process.memoryUsage.rss() > maxBytes) process.kill(process.pid, 'SIGKILL');
  }, LOOK_EVERY_MS);
}
