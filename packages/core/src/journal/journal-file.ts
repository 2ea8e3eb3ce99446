/**
 * An append-only log of binary updates in generations: `<n>.snapshot` holds the document as of update n,
 * `<n>.log` the updates after it. Every frame is checksummed; a frame counts once it is fsynced. The numbered
 * rules are in SPEC.md beside this file.
 */
import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { syncDirectory } from '../store/sync-directory.ts';
import { encodeFrame, HEADER_MAGIC, parseHeader, readFrames } from './frame.ts';

export interface JournalFile {
  /** Names this journal for ever; a database built from another one is not its index. */
  readonly journalId: string;
  /** Number of the last durable update, counted from 1. */
  lastSeq(): number;
  /** Bytes in the current log, as a measure for when to compact. */
  logBytes(): number;
  /** What opening had to cut off; empty when nothing was. */
  readonly repairs: readonly string[];
  /** The newest whole snapshot and every update after it, in order. */
  read(): Promise<Result<{ snapshotSeq: number; snapshot: Uint8Array | undefined; updates: Uint8Array[] }>>;
  /** Durable when it answers ok. On a problem none of the updates is in the file. */
  append(updates: readonly Uint8Array[]): Promise<Result<void>>;
  /** Starts a new generation with `state` as its snapshot; keeps the generation before it. */
  compact(state: Uint8Array): Promise<Result<void>>;
  close(): Promise<void>;
}

interface Generation {
  readonly seq: number;
  readonly path: string;
}

export async function openJournalFile(directory: string): Promise<Result<JournalFile>> {
  await mkdir(directory, { recursive: true });
  const repairs: string[] = [];
  let { snapshots, logs } = await listGenerations(directory);
  if (logs.length === 0) {
    const newest = snapshots[0];
    const journalId = newest ? await journalIdOf(newest.path) : randomUUID();
    if (journalId === undefined) return fail('journal-damaged', `${newest?.path} cannot be read.`);
    await startLog(directory, newest?.seq ?? 0, journalId);
    ({ snapshots, logs } = await listGenerations(directory));
  }

  const current = logs[0];
  if (!current) return fail('journal-damaged', `No log could be started in ${directory}.`);
  const bytes = await readFile(current.path);
  const header = parseHeader(bytes);
  if (!header) return fail('journal-damaged', `The header of ${current.path} is damaged.`);
  const scan = readFrames(bytes, header.length);
  let handle: FileHandle = await open(current.path, 'r+');
  if (scan.end < bytes.length) {
    const aside = `${current.path}.cut-${scan.end}`;
    await writeWhole(aside, bytes.subarray(scan.end));
    await handle.truncate(scan.end);
    await handle.sync();
    repairs.push(`${bytes.length - scan.end} bytes without a valid checksum were moved to ${aside}.`);
  }

  let base = current;
  let position = scan.end;
  let lastSeq = current.seq + scan.frames.length;
  /** Set while bytes of a failed write may lie beyond `position`. */
  let isDirty = false;

  return ok({
    journalId: header.journalId,
    lastSeq: () => lastSeq,
    logBytes: () => position,
    repairs,
    read: () => readGenerations(directory, lastSeq),
    append,
    compact,
    close: () => handle.close(),
  });

  async function append(updates: readonly Uint8Array[]): Promise<Result<void>> {
    const buffer = Buffer.concat(updates.map(encodeFrame));
    try {
      if (isDirty) await cutBack();
      isDirty = true;
      for (let written = 0; written < buffer.length; ) {
        const part = await handle.write(buffer, written, buffer.length - written, position + written);
        written += part.bytesWritten;
      }
      await handle.datasync();
      isDirty = false;
      position += buffer.length;
      lastSeq += updates.length;
      return ok(undefined);
    } catch (cause) {
      await cutBack().catch(() => undefined);
      return writeProblem(cause, 'The change could not be written to the journal.');
    }
  }

  /** Frames of a write that was answered with a problem must not come back at the next start. */
  async function cutBack(): Promise<void> {
    await handle.truncate(position);
    await handle.sync();
    isDirty = false;
  }

  async function compact(state: Uint8Array): Promise<Result<void>> {
    if (lastSeq === base.seq) return ok(undefined);
    const seq = lastSeq;
    const journalId = header?.journalId ?? '';
    const path = join(directory, `${fileName(seq)}.snapshot`);
    try {
      const content = Buffer.concat([encodeHeader(journalId), encodeFrame(state)]);
      await writeWhole(`${path}.partial`, content);
      if (!(await readFile(`${path}.partial`)).equals(content)) throw new Error('read back differently');
      await rename(`${path}.partial`, path);
      const log = await startLog(directory, seq, journalId);
      await handle.close();
      handle = await open(log.path, 'r+');
      position = log.length;
      base = { seq, path: log.path };
      await dropOldGenerations(directory);
      return ok(undefined);
    } catch (cause) {
      await rm(`${path}.partial`, { force: true });
      return writeProblem(cause, 'The journal could not be compacted.');
    }
  }
}

export function writeProblem(cause: unknown, detail: string): Result<never> {
  const code = (cause as NodeJS.ErrnoException).code;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
    ? fail('disk-full', `${detail} The disk is full; nothing saved before is affected.`, { cause })
    : fail('internal', detail, { cause });
}

async function readGenerations(directory: string, lastSeq: number): ReturnType<JournalFile['read']> {
  const { snapshots, logs } = await listGenerations(directory);
  for (const snapshot of [...snapshots, undefined]) {
    const snapshotSeq = snapshot?.seq ?? 0;
    let state: Uint8Array | undefined;
    if (snapshot) {
      const bytes = await readFile(snapshot.path);
      const header = parseHeader(bytes);
      const frames = header ? readFrames(bytes, header.length).frames : [];
      if (frames.length !== 1) continue;
      state = frames[0];
    }
    const updates: Uint8Array[] = [];
    for (const log of logs.filter(({ seq }) => seq >= snapshotSeq).reverse()) {
      if (log.seq !== snapshotSeq + updates.length) break;
      const bytes = await readFile(log.path);
      const header = parseHeader(bytes);
      if (header) for (const frame of readFrames(bytes, header.length).frames) updates.push(frame);
    }
    if (snapshotSeq + updates.length === lastSeq) return ok({ snapshotSeq, snapshot: state, updates });
  }
  return fail('journal-damaged', `No whole generation of the journal is left in ${directory}.`);
}

async function listGenerations(directory: string): Promise<{ snapshots: Generation[]; logs: Generation[] }> {
  const names = await readdir(directory);
  const ending = (suffix: string): Generation[] =>
    names
      .filter((name) => /^\d{12}\./.test(name) && name.endsWith(suffix))
      .map((name) => ({ seq: Number.parseInt(name, 10), path: join(directory, name) }))
      .sort((a, b) => b.seq - a.seq);
  return { snapshots: ending('.snapshot'), logs: ending('.log') };
}

async function startLog(
  directory: string,
  seq: number,
  journalId: string,
): Promise<{ path: string; length: number }> {
  const path = join(directory, `${fileName(seq)}.log`);
  const header = encodeHeader(journalId);
  await writeWhole(`${path}.partial`, header);
  await rename(`${path}.partial`, path);
  await syncDirectory(directory);
  return { path, length: header.length };
}

/** Keeps the newest generation and the one before it, which is read when the newest snapshot is damaged. */
async function dropOldGenerations(directory: string): Promise<void> {
  const { snapshots, logs } = await listGenerations(directory);
  const oldestKept = snapshots[1]?.seq ?? 0;
  for (const old of [...snapshots, ...logs]) {
    if (old.seq < oldestKept) await rm(old.path, { force: true });
  }
  await syncDirectory(directory);
}

async function journalIdOf(path: string): Promise<string | undefined> {
  return parseHeader(await readFile(path))?.journalId;
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function encodeHeader(journalId: string): Buffer {
  return Buffer.concat([Buffer.from(HEADER_MAGIC), encodeFrame(Buffer.from(JSON.stringify({ journalId })))]);
}

function fileName(seq: number): string {
  return String(seq).padStart(12, '0');
}
