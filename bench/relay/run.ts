/**
 * Compares the relay, which stores durably, with servers that keep documents in memory, in one run:
 * `node bench/relay/run.ts [--rounds 3] [--seconds 15] [--idle 2000] [--entries 20000]`. No time is asserted.
 * Every server runs in a process of its own, one after the other; the load is this process.
 */
import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { applyUpdate, Doc } from 'yjs';
import { waitMs } from '../measure.ts';
import { quantile } from '../table.ts';
import { type Device, openDevice, type ServerName } from './client.ts';
import {
  type CatchUpFigures,
  type Figures,
  type IdleFigures,
  type LoadFigures,
  renderComparison,
} from './comparison.ts';
import type { FromServer, Memory, ToServer } from './server.ts';
import { largeDocument, nameOf, writtenBy } from './updates.ts';

const DOCUMENTS = 100;
const DEVICES_EACH = 3;
const EVERY_MS = 50;
const CATCH_UPS = 10;
const FIRST_SOCKETS = 300;
/** As `npm run relay` and the container start it. */
const RELAY_FLAGS = ['--max-semi-space-size=32'];
/** Sockets of one document in the idle measure, as many as a musician has devices. */
const IDLE_EACH = 3;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '15' },
    idle: { type: 'string', default: '2000' },
    entries: { type: 'string', default: '20000' },
    only: { type: 'string' },
  },
});

const names = (values.only?.split(',') ?? ['mirubato', 'y-websocket', 'hocuspocus', 'bare']) as ServerName[];
const perDevice = Math.round((Number(values.seconds) * 1000) / EVERY_MS);
const written = Array.from({ length: DOCUMENTS * DEVICES_EACH }, (_, device) => writtenBy(device, perDevice));
const large = largeDocument(Number(values.entries));
const figures = new Map<ServerName, Partial<Figures>[]>(names.map((name) => [name, []]));

for (let round = 0; round < Number(values.rounds); round += 1) {
  for (const name of names) {
    process.stderr.write(`round ${round + 1}: ${name} …\n`);
    const load = await withServer(name, measureLoad);
    if (name === 'bare') {
      figures.get(name)?.push(load);
      continue;
    }
    const idle = await withServer(name, measureIdle);
    figures.get(name)?.push({ ...load, ...idle, ...(await withServer(name, measureCatchUp)) });
  }
}
process.stdout.write(`${renderComparison(figures, large.sizeBytes)}\n`);

interface Server {
  readonly name: ServerName;
  readonly url: string;
  /** Of the process since its start, microseconds. */
  cpuUs(): Promise<number>;
  memory(): Promise<Memory>;
}

async function withServer<T>(name: ServerName, measure: (server: Server) => Promise<T>): Promise<T> {
  const child = fork(new URL('server.ts', import.meta.url), [name], {
    execArgv: ['--expose-gc', ...(name === 'mirubato' ? RELAY_FLAGS : [])],
  });
  const next = () => new Promise<FromServer>((resolve) => child.once('message', resolve));
  const started = await next();
  if (!('url' in started)) throw new Error('the server did not tell its address');
  const ask = (what: ToServer) => {
    const answer = next();
    child.send(what);
    return answer;
  };
  const result = await measure({
    name,
    url: started.url,
    async cpuUs() {
      const told = await ask('cpu');
      if (!('cpuUs' in told)) throw new Error('the server did not tell its processor time');
      return told.cpuUs;
    },
    async memory() {
      const told = await ask('memory');
      if (!('memory' in told)) throw new Error('the server did not tell its memory');
      return told.memory;
    },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.disconnect();
  await ended;
  return result;
}

/** Each device writes every 50 ms; the two others of its document should have it soon. */
async function measureLoad({ name, url, cpuUs }: Server): Promise<LoadFigures> {
  const sentMsByName = new Map<string, number>();
  const delaysMs: number[] = [];
  const devices: Device[] = [];
  let echoes = 0;
  for (let device = 0; device < DOCUMENTS * DEVICES_EACH; device += 1) {
    const document = `load${Math.floor(device / DEVICES_EACH)}`;
    const onUpdate = (update: Uint8Array) => {
      const { writer, id } = nameOf(update);
      const sentMs = sentMsByName.get(id);
      // A server that sends a device its own updates back has not delivered anything by it.
      if (writer === device) echoes += 1;
      else if (sentMs !== undefined) delaysMs.push(performance.now() - sentMs);
    };
    devices.push(await openDevice(name, { url, document, events: { onUpdate } }));
  }
  await waitMs(1500);
  const before = await cpuUs();
  const startMs = performance.now();
  await Promise.all(
    devices.map(async (device, index) => {
      // Not all in the same moment: people do not keep step.
      const offsetMs = (index / devices.length) * EVERY_MS;
      for (const [turn, update] of (written[index] ?? []).entries()) {
        await waitMs(Math.max(0, startMs + offsetMs + turn * EVERY_MS - performance.now()));
        sentMsByName.set(nameOf(update).id, performance.now());
        device.send(update);
      }
    }),
  );
  await waitMs(1500);
  const after = await cpuUs();
  for (const device of devices) device.close();
  const expected = devices.length * perDevice * (DEVICES_EACH - 1);
  return {
    cpuUsPerDelivery: (after - before) / delaysMs.length,
    p50Ms: quantile(delaysMs, 0.5),
    p99Ms: quantile(delaysMs, 0.99),
    deliveredShare: delaysMs.length / expected,
    echoedShare: echoes / (expected / (DEVICES_EACH - 1)),
  };
}

async function measureIdle({ name, url, memory }: Server): Promise<IdleFigures> {
  const count = Number(values.idle);
  const devices: Device[] = [];
  const open = async (from: number, to: number) => {
    for (let index = from; index < to; index += 1) {
      devices.push(await openDevice(name, { url, document: `idle${Math.floor(index / IDLE_EACH)}` }));
    }
  };
  // What the first sockets cost belongs to the server, not to a socket.
  await open(0, FIRST_SOCKETS);
  await waitMs(3000);
  const before = await memory();
  await open(FIRST_SOCKETS, FIRST_SOCKETS + count);
  await waitMs(3000);
  const after = await memory();
  for (const device of devices) device.close();
  return {
    idleKbPerSocket: (after.rssBytes - before.rssBytes) / 1024 / count,
    idleHeapKbPerSocket: (after.heapBytes - before.heapBytes) / 1024 / count,
  };
}

async function measureCatchUp({ name, url }: Server): Promise<CatchUpFigures> {
  const document = 'large';
  const writer = await openDevice(name, { url, document });
  for (const piece of large.pieces) writer.send(piece);
  await waitMs(3000);
  const answeredMs: number[] = [];
  const appliedMs: number[] = [];
  for (let index = 0; index < CATCH_UPS; index += 1) {
    const startMs = performance.now();
    let state: Uint8Array = new Uint8Array();
    const onState = (update: Uint8Array) => {
      state = update;
    };
    const device = await openDevice(name, { url, document, events: { onState } });
    answeredMs.push(performance.now() - startMs);
    const doc = new Doc();
    applyUpdate(doc, state);
    appliedMs.push(performance.now() - startMs);
    if (doc.getMap('entries').size !== Number(values.entries)) throw new Error(`${name} lost entries`);
    doc.destroy();
    device.close();
  }
  writer.close();
  return {
    firstCatchUpMs: answeredMs[0] ?? Number.NaN,
    catchUpMs: quantile(answeredMs, 0.5),
    appliedMs: quantile(appliedMs, 0.5),
  };
}
