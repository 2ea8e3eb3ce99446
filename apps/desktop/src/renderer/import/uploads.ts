/**
 * Files on their way from the browser to the core, two at a time. One that has arrived leaves this list: it is
 * a job of the core then, and survives a restart. What is still here when the window closes is not.
 */
import type { Connection } from '@mirubato/core/client';
import { isNotationFile } from '@mirubato/domain/import';
import { type Problem, ProblemError } from '@mirubato/domain/problem';
import { create } from 'zustand';
import { sendFile } from './send-file.ts';

export interface Upload {
  readonly id: string;
  readonly file: File;
  readonly state: 'waiting' | 'sending' | 'failed';
  readonly sentBytes: number;
  readonly problem?: Problem;
}

interface Uploads {
  readonly uploads: readonly Upload[];
  /** Of this batch; both go back to 0 when nothing is left. */
  readonly arrived: number;
  add(files: readonly File[], connection: Connection): void;
  cancel(id: string): void;
  /** Resolves when none of them can arrive any more. */
  cancelAll(): Promise<void>;
  retry(id: string, connection: Connection): void;
}

/** One file's wait for the disk is the other's time on the wire. */
const WIDTH = 2;

const aborts = new Map<string, AbortController>();
const sends = new Set<Promise<void>>();

export const useUploads = create<Uploads>((set, get) => ({
  uploads: [],
  arrived: 0,
  add(files, connection) {
    // What says more of a PDF comes when the PDF is a score.
    const inTurn = files.toSorted((a, b) => Number(isNotationFile(a.name)) - Number(isNotationFile(b.name)));
    const added = inTurn.map(
      (file): Upload => ({ id: crypto.randomUUID(), file, state: 'waiting', sentBytes: 0 }),
    );
    set(({ uploads }) => ({ uploads: [...uploads, ...added] }));
    sendNext(connection);
  },
  cancel(id) {
    aborts.get(id)?.abort();
    remove(id);
  },
  async cancelAll() {
    for (const abort of aborts.values()) abort.abort();
    set({ uploads: [], arrived: 0 });
    await Promise.all(sends);
  },
  retry(id, connection) {
    const upload = get().uploads.find((one) => one.id === id);
    if (!upload) return;
    remove(id);
    get().add([upload.file], connection);
  },
}));

/** Bytes sent and to be sent, for one bar over all. */
export function uploadProgress(uploads: readonly Upload[]): {
  sentBytes: number;
  totalBytes: number;
  open: number;
} {
  const open = uploads.filter(({ state }) => state !== 'failed');
  return {
    sentBytes: open.reduce((sum, { sentBytes }) => sum + sentBytes, 0),
    totalBytes: open.reduce((sum, { file }) => sum + file.size, 0),
    open: open.length,
  };
}

function sendNext(connection: Connection): void {
  const { uploads } = useUploads.getState();
  const sending = uploads.filter(({ state }) => state === 'sending').length;
  const waiting = uploads.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, WIDTH - sending));
  for (const upload of waiting) {
    const sent = send(upload, connection).finally(() => {
      sends.delete(sent);
      sendNext(connection);
    });
    sends.add(sent);
  }
}

async function send({ id, file }: Upload, connection: Connection): Promise<void> {
  const abort = new AbortController();
  aborts.set(id, abort);
  change(id, { state: 'sending' });
  try {
    await sendFile({
      file,
      connection,
      signal: abort.signal,
      onSent: (sentBytes) => change(id, { sentBytes }),
    });
    remove(id);
    useUploads.setState(({ arrived, uploads }) => ({ arrived: uploads.length === 0 ? 0 : arrived + 1 }));
  } catch (error) {
    if (abort.signal.aborted) return;
    const problem: Problem =
      error instanceof ProblemError ? error.problem : { code: 'internal', detail: String(error) };
    change(id, { state: 'failed', problem });
  } finally {
    aborts.delete(id);
  }
}

function change(id: string, changes: Partial<Upload>): void {
  useUploads.setState(({ uploads }) => ({
    uploads: uploads.map((upload) => (upload.id === id ? { ...upload, ...changes } : upload)),
  }));
}

function remove(id: string): void {
  useUploads.setState(({ uploads }) => ({ uploads: uploads.filter((upload) => upload.id !== id) }));
}
