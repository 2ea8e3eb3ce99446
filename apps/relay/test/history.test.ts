/**
 * Random histories: devices and JSON clients of one user write while the relay is killed, closed and opened again,
 * and while lines are cut, held up, slow and repeating. Each run is a user of its own, many at once on one relay.
 * Seeded: `HISTORY_SEED`, `HISTORY_RUNS`; what meets when is up to the machine.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type BadLine, openBadLine } from './bad-line.ts';
import { openDevice, openPlainDevice } from './history-devices.ts';
import { type JsonWriter, openJsonWriter, type Snapshot } from './history-json.ts';
import { faultsOf, type Ledger, newLedger, type Place, toldOf, type Writer } from './history-ledger.ts';
import type { Frame } from './json-client.ts';
import { type Random, randomOf } from './random.ts';
import { accessToken } from './relay.ts';
import { openRelayProcess, type RelayProcess } from './relay-process.ts';
import { closeSocket, heard, openLine } from './socket-lines.ts';

const SEED = Number(process.env.HISTORY_SEED ?? 1);
const RUNS = Number(process.env.HISTORY_RUNS ?? 500);
const AT_ONCE = 250;
/** Steps before each thing that happens to the relay, and after the last. */
const STEPS = 4;
const SETTLES_WITHIN_MS = 180_000;

interface Run {
  readonly number: number;
  readonly userId: string;
  readonly token: string;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly writers: Writer[];
  readonly jsonWriters: JsonWriter[];
  steps: number;
}

it(`23.1 ${RUNS} random histories end equal everywhere and lose nothing (seed ${SEED})`, {
  timeout: 1_800_000,
}, async () => {
  process.stdout.write(`HISTORY_SEED=${SEED} HISTORY_RUNS=${RUNS}\n`);
  const relay = await openRelayProcess();
  const line = await openBadLine(relay.syncUrl(), randomOf(SEED));
  for (let first = 1; first <= RUNS; first += AT_ONCE) {
    line.setBad(true);
    const numbers = Array.from({ length: Math.min(AT_ONCE, RUNS - first + 1) }, (_, index) => first + index);
    const runs = await Promise.all(numbers.map((number) => begin(line, number)));
    await Promise.all(runs.map(work));
    await relay.kill();
    await Promise.all([...runs.map(work), relay.open()]);
    await Promise.all(runs.map(work));
    await Promise.all([...runs.map(work), relay.close()]);
    await Promise.all([...runs.map(work), relay.open()]);
    line.setBad(false);
    for (const run of runs) await expectSettled(relay, run);
    for (const { writers } of runs) for (const writer of writers) writer.close();
  }
  const { cuts, repeats, delays, partitions } = line.counts;
  process.stdout.write(`${cuts} cuts, ${repeats} repeats, ${delays} delays, ${partitions} partitions\n`);
  expect(Math.min(cuts, repeats, delays, partitions)).toBeGreaterThan(0);
});

async function begin({ syncUrl }: BadLine, number: number): Promise<Run> {
  const userId = `run${number}`;
  const token = await accessToken(userId);
  const random = randomOf(SEED + number);
  const ledger = newLedger();
  let lastMs = 0;
  const tick = () => {
    lastMs = Math.max(Date.now(), lastMs + 1);
    return lastMs;
  };
  const place: Place = { syncUrl, userId, token, random, ledger, tick };
  const devices = [openDevice(place, 'a'), openDevice(place, 'b'), openPlainDevice(place, 'c')];
  const jsonWriters = [openJsonWriter(place), openJsonWriter(place)];
  const writers = [...devices, ...jsonWriters];
  return { number, userId, token, random, ledger, writers, jsonWriters, steps: 0 };
}

async function work(run: Run): Promise<void> {
  const { random, number, writers } = run;
  for (let step = 0; step < STEPS; step += 1) {
    const writer = random.of(writers);
    const kind = random(20);
    run.steps += 1;
    if (kind < 9) writer.create(`e${number}-${run.steps}`);
    else if (kind < 14) writer.change();
    else if (kind < 18) writer.remove();
    else if (kind < 19) writer.cut();
    else writer.replace();
    // No two writes of a run are of the same millisecond: the later one is meant to win.
    await wait(2 + random(30));
  }
}

async function expectSettled(relay: RelayProcess, run: Run): Promise<void> {
  const { number, ledger, writers, jsonWriters } = run;
  const [reference, ...others] = writers as [Writer, ...Writer[]];
  const patiently = { timeout: SETTLES_WITHIN_MS, interval: 50, message: `run ${number}` };
  await expect
    .poll(() => others.map((other) => differenceOf(reference.entries(), other.entries())), patiently)
    .toEqual(others.map(() => []));
  const left = reference.entries();
  expect(differenceOf(left, await pulled(relay, run)), `run ${number}, over REST`).toEqual([]);
  expect(faultsOf(ledger, left), `run ${number}`).toEqual([]);
  for (const writer of jsonWriters) {
    const snapshot = writer.snapshot();
    if (snapshot)
      expect(await passedOver(relay, run, snapshot, left), `run ${number}, passed over`).toEqual([]);
  }
}

function differenceOf(here: ReadonlyMap<string, unknown>, there: ReadonlyMap<string, unknown>): unknown[] {
  return [...new Set([...here.keys(), ...there.keys()])]
    .filter((id) => here.get(id) !== there.get(id))
    .map((id) => [id, here.get(id), there.get(id)]);
}

async function pulled(relay: RelayProcess, { token }: Run): Promise<Map<string, unknown>> {
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(`${relay.url()}/api/sync/pull`, { method: 'POST', headers });
  const { entries } = (await response.json()) as {
    entries: { id: string; duration: number; mood?: string }[];
  };
  return new Map(entries.map((entry) => [entry.id, toldOf(entry)]));
}

/** Ids whose number lies at or before a client's cursor, though the client did not have them as they are. */
async function passedOver(
  relay: RelayProcess,
  { userId, token }: Run,
  { cursor, entries, unsettled }: Snapshot,
  left: ReadonlyMap<string, unknown>,
): Promise<unknown[]> {
  const line = await openLine(relay, { userId, token });
  const ask = { type: 'SYNC_REQUEST', timestamp: new Date().toISOString(), lastSeq: cursor };
  line.socket.send(JSON.stringify(ask));
  await heard(line, (frame) => String(frame).includes('"SYNC_RESPONSE"'));
  await closeSocket(line.socket);
  const isLater = new Set(unsettled);
  for (const frame of line.frames.map((text) => JSON.parse(String(text)) as Frame)) {
    for (const { id } of (frame.entries ?? []) as { id: string }[]) isLater.add(id);
    if (frame.type === 'ENTRY_DELETED') isLater.add(String(frame.entryId));
  }
  return differenceOf(left, entries).filter((difference) => !isLater.has((difference as [string])[0]));
}
