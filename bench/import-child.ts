/** The process that `import-many.ts` starts: it imports, and says how far it is: `<data directory> <database image>`. */
import { ask, openBenchCore, rssMb, waitMs } from './measure.ts';

export type ToImport = { readonly add: string } | 'cancel' | 'close';

export interface ImportState {
  readonly timeMs: number;
  readonly open: number;
  readonly ended: number;
  readonly failed: number;
  /** Of the process with all its threads. */
  readonly rssMb: number;
  readonly heapMb: number;
  /** Of the cancel that has just ended. */
  readonly cancelMs?: number;
}

export type FromImport = ImportState;

const TELL_EVERY_MS = 100;
const POLL_MS = 5;

const [dataDir = '', imagePath = ''] = process.argv.slice(2);
const core = await openBenchCore(dataDir, imagePath);
let isClosing = false;

process.on('message', (message: ToImport) => void obey(message));
while (!isClosing) {
  tell(await state());
  await waitMs(TELL_EVERY_MS);
}
await core.close();
process.disconnect();

async function obey(message: ToImport): Promise<void> {
  if (message === 'close') isClosing = true;
  else if (message === 'cancel') await cancel();
  else await ask(core, '/imports', { paths: [message.add], mode: 'copy' });
}

/** Until nothing is read any more. */
async function cancel(): Promise<void> {
  const startMs = performance.now();
  await core.fetch(new Request('http://mirubato.invalid/api/imports/cancel', { method: 'POST' }));
  while ((await state()).open > 0) await waitMs(POLL_MS);
  tell({ ...(await state()), cancelMs: performance.now() - startMs });
}

async function state(): Promise<ImportState> {
  const { counts } = await ask<{ counts: Record<string, number> }>(core, '/imports?limit=1');
  const { queued = 0, reading = 0, failed = 0 } = counts;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const open = queued + reading;
  const heapMb = process.memoryUsage().heapUsed / 1024 ** 2;
  return { timeMs: performance.now(), open, ended: all - open, failed, rssMb: rssMb(), heapMb };
}

function tell(told: FromImport): void {
  process.send?.(told);
}
