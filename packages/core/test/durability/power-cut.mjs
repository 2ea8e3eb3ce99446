/**
 * Loaded before a program (`node --import`) so that its power can be cut afterwards: whenever a file is
 * fsynced, its bytes are copied into MIRUBATO_SHADOW under the file's own number. What is there at the cut is
 * what the disk has; see power-cut.ts for the other half.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

const shadow = process.env.MIRUBATO_SHADOW;

for (const name of ['fsyncSync', 'fdatasyncSync']) {
  const sync = fs[name];
  fs[name] = (descriptor) => {
    sync(descriptor);
    reachedDisk(descriptor);
  };
}
syncBuiltinESMExports();

const probe = await fs.promises.open(new URL(import.meta.url), 'r');
const handles = Object.getPrototypeOf(probe);
await probe.close();
for (const name of ['sync', 'datasync']) {
  const sync = handles[name];
  handles[name] = async function synced() {
    await sync.call(this);
    reachedDisk(this.fd);
  };
}

function reachedDisk(descriptor) {
  const stats = fs.fstatSync(descriptor, { bigint: true });
  if (!stats.isFile()) return;
  const copy = path.join(shadow, `${stats.ino}-${stats.birthtimeNs}`);
  fs.copyFileSync(`/proc/self/fd/${descriptor}`, `${copy}.partial`);
  fs.renameSync(`${copy}.partial`, copy);
}
