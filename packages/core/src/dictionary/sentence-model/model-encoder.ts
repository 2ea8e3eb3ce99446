/** A sentence-transformer in a process of its own, as an encoder. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ok, type Problem, ProblemError, type Result } from '@mirubato/domain/problem';
import type { Encoder } from '../encoder.ts';
import type { ModelFolder } from './model-folder.ts';
import type { FromModel, ToModel } from './model-process.ts';

export interface ModelEncoder extends Encoder {
  /** Of the process it runs in. */
  readonly pid: number;
}

export interface ModelLimits {
  /** For opening, and for each run. */
  readonly timeoutMs?: number;
  /** Of the whole process. */
  readonly memoryBytes?: number;
}

export interface ModelEncoderOptions extends ModelLimits {
  /** Where the process's module lies when the core is bundled; else beside this file. */
  readonly processUrl?: URL | undefined;
  readonly signal?: AbortSignal;
  /** The process has ended though nobody closed it. */
  readonly onEnd?: (problem: Problem) => void;
}

/** Two gigabytes from a slow disk; a run of some texts takes a second at most. */
const TIMEOUT_MS = 120_000;

/** The weights are held twice while they are put in order; the rest is for Node, the tokenizer and the texts. */
const memoryBytesFor = (modelBytes: number) => 3 * modelBytes + 1024 ** 3;

/** So many texts at once: half a second of a slow model, after which a question has its turn. */
const BATCH = 8;

const LETTERS = /[\p{L}\p{N}]/u;

type Send = (order: OrderWithoutId) => Promise<unknown>;
type OrderWithoutId = ToModel extends infer Order
  ? Order extends unknown
    ? Omit<Order, 'id'>
    : never
  : never;

/**
 * Starts the process and opens the model in it. Problems: `model-unreadable`, `model-failed` (it crashed, or took too
 * long or too much memory). `encode` rejects with the same as a `ProblemError`. Rejects with the signal's reason.
 */
export async function openModelEncoder(
  folder: ModelFolder,
  options: ModelEncoderOptions = {},
): Promise<Result<ModelEncoder>> {
  options.signal?.throwIfAborted();
  const child = start(options.processUrl ?? new URL('./model-process.ts', import.meta.url));
  const { send, close } = talkTo(child, options);
  const abort = () => void close();
  options.signal?.addEventListener('abort', abort);
  let dimensions = 0;
  try {
    const maxBytes = options.memoryBytes ?? memoryBytesFor(folder.sizeBytes);
    const fingerprint = (await send({ type: 'open', folder, maxBytes })) as string;
    return ok({
      pid: child.pid ?? 0,
      fingerprint,
      batch: BATCH,
      async encode(texts, role) {
        const said = texts.filter((text) => LETTERS.test(text));
        const vectors =
          said.length > 0 ? ((await send({ type: 'embed', texts: said, role })) as Float32Array[]) : [];
        dimensions = vectors[0]?.length ?? dimensions;
        const zeros = new Float32Array(dimensions);
        let at = 0;
        return texts.map((text) => (LETTERS.test(text) ? (vectors[at++] ?? zeros) : zeros));
      },
      close,
    });
  } catch (error) {
    await close();
    options.signal?.throwIfAborted();
    if (error instanceof ProblemError) return { ok: false, problem: error.problem };
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

function start(processUrl: URL): ChildProcess {
  const child = fork(fileURLToPath(processUrl), [], {
    // In Electron the program is a Node only when told so.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It runs as everything else does.
  }
  return child;
}

function talkTo(child: ChildProcess, { timeoutMs = TIMEOUT_MS, onEnd }: ModelEncoderOptions) {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let count = 0;
  let isClosed = false;
  let ended: Problem | undefined;

  child.on('message', ({ id, result }: FromModel) => {
    const waits = waiting.get(id);
    waiting.delete(id);
    if (result.ok) waits?.resolve(result.value);
    else waits?.reject(new ProblemError(result.problem));
  });
  child.on('error', () => end('The process of the model could not be started.'));
  child.on('exit', (code, signal) => {
    end(
      signal === 'SIGKILL'
        ? 'The model was ended because it took too much memory.'
        : `The process of the model ended by itself (${signal ?? `exit code ${code}`}).`,
    );
  });

  const send: Send = async (order) => {
    if (ended) throw new ProblemError(ended);
    const id = count++;
    const waits = Promise.withResolvers<unknown>();
    waiting.set(id, waits);
    child.send({ ...order, id } as ToModel, (error) => {
      if (error) end('The process of the model could not be asked.');
    });
    const timer = setTimeout(() => {
      end(`The model took longer than ${timeoutMs / 1000} seconds.`);
      child.kill('SIGKILL');
    }, timeoutMs);
    try {
      return await waits.promise;
    } finally {
      clearTimeout(timer);
    }
  };
  return { send, close };

  function end(detail: string): void {
    if (ended) return;
    ended = { code: 'model-failed', detail };
    for (const waits of waiting.values()) waits.reject(new ProblemError(ended));
    waiting.clear();
    if (!isClosed) onEnd?.(ended);
  }

  async function close(): Promise<void> {
    isClosed = true;
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}
