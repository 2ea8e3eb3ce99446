/** The last sign of life of a running timer, on disk: what tells after a crash since when nobody was there. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Beat } from '@mirubato/domain/timer';
import { z } from 'zod';

const beatSchema = z.object({ wallMs: z.number() });

const fileIn = (dataDir: string) => join(dataDir, 'timer-beat');

/** Null when there is none, or it was torn. Its monotonic clock ended with its process. */
export async function readBeat(dataDir: string): Promise<Beat | null> {
  try {
    const { wallMs } = beatSchema.parse(JSON.parse(await readFile(fileIn(dataDir), 'utf8')));
    return { wallMs, monotonicMs: null };
  } catch {
    return null;
  }
}

/** Not synced: losing it costs a question, and a sync every few seconds would wake the disk. */
export function writeBeat(dataDir: string, { wallMs }: Beat): Promise<void> {
  return writeFile(fileIn(dataDir), JSON.stringify({ wallMs }), { mode: 0o600 });
}
