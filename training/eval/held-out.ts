/** Which composers are kept for measuring: no rule and no weight is to be made on theirs. */
import { createHash } from 'node:crypto';
import type { Label } from './labels.ts';

/** One composer in so many is held out. */
const ONE_IN = 4;

/** By the composer as the collection names it, else as the label does; the same in every run and folder. */
export function isHeldOut({ origin, composer, composerKey, file }: Label): boolean {
  const collected = /: *([^/]+)\//.exec(origin ?? '')?.[1];
  const name = collected ?? composerKey ?? composer ?? file;
  return (createHash('sha256').update(name.toLowerCase()).digest()[0] ?? 0) % ONE_IN === 0;
}
