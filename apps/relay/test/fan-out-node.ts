/** A node as a process of its own: publishes a count to the channel until it is killed, or once and ends. */
import { unwrap } from '@mirubato/domain/problem';
import { openFanOut } from '../src/fan-out/open-fan-out.ts';

const [redisUrl, natsUrl, channel = '', isOnce] = process.argv.slice(2);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const opened = unwrap(
  await openFanOut({ redisUrl: redisUrl || undefined, natsUrl: natsUrl || undefined }, silent),
);
if (!opened) throw new Error('neither Redis nor NATS is named');
const fanOut = opened;
let count = 0;
do {
  await fanOut.publish(channel, Buffer.from(`count ${count++}`));
  await new Promise((resolve) => setTimeout(resolve, 10));
} while (!isOnce);
await fanOut.close();
