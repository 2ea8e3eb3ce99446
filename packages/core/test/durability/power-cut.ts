/**
 * The disk after a power cut. Names are kept by the file system's own journal; of a file's bytes only those
 * survive that were fsynced, and a file that never was is empty. Of what was appended since, a part may have
 * reached the disk, as torn writes do.
 */
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';

/** Notes everything that lies in `root` as being on the disk. */
export function beginShadow(root: string, shadow: string): void {
  rmSync(shadow, { recursive: true, force: true });
  mkdirSync(shadow, { recursive: true });
  for (const file of filesBeneath(root)) copyFileSync(file, shadowOf(file, shadow));
}

/** Leaves in `root` what the disk has. @param random 0 ≤ n < 1, decides how much of a torn write is there */
export function cutPower(root: string, shadow: string, random: () => number): void {
  for (const file of filesBeneath(root)) {
    const copy = shadowOf(file, shadow);
    if (!existsSync(copy)) {
      truncateSync(file, 0);
      continue;
    }
    const live = readFileSync(file);
    const synced = readFileSync(copy);
    const isAppended = live.length > synced.length && live.subarray(0, synced.length).equals(synced);
    copyFileSync(copy, file);
    if (isAppended && random() < 0.5) {
      const torn = Math.floor(random() * (live.length - synced.length));
      appendFileSync(file, live.subarray(synced.length, synced.length + torn));
    }
  }
}

function* filesBeneath(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBeneath(path);
    else if (entry.isFile()) yield path;
  }
}

function shadowOf(file: string, shadow: string): string {
  const stats = statSync(file, { bigint: true });
  return join(shadow, `${stats.ino}-${stats.birthtimeNs}`);
}
