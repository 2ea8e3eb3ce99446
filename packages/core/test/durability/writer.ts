/**
 * A child process that writes entries as fast as they are acknowledged, prints the id of each one that was,
 * and goes on until it is killed. Arguments: data directory, database image, prefix of the ids.
 */
import { flushCompileCache } from 'node:module';
import { unwrap } from '@mirubato/domain/problem';
import { createCore } from '../../src/core.ts';
import { clientOf } from '../client-of.ts';

const [dataDir = '', databaseImage = '', prefix = ''] = process.argv.slice(2);

/** How many requests are under way at once: enough for several to share an fsync. */
const CONCURRENT = 4;

const core = unwrap(await createCore({ dataDir, databaseImage }));
const client = clientOf(core);
flushCompileCache();
process.stdout.write('open\n');
await Promise.all(Array.from({ length: CONCURRENT }, (_, lane) => writeForEver(lane)));

async function writeForEver(lane: number): Promise<void> {
  for (let number = 0; ; number += 1) {
    const id = `${prefix}-${lane}-${number}`;
    const response = await client.api.logbook.entries.$post({
      query: {},
      json: {
        id: id as never,
        timestamp: '2026-03-01T18:00:00.000Z',
        zone: 'UTC',
        duration: 1 + (number % 60),
        type: 'practice',
        notes: 'x'.repeat(number % 500),
      },
    });
    // Written in one call: the pipe holds a whole line or none.
    if (response.ok) process.stdout.write(`${id}\n`);
    else process.stderr.write(`${response.status} ${await response.text()}\n`);
  }
}
