/**
 * Replays what clients of the original system sent, as recorded, and compares what they are sent: the same types in
 * the same order with the same keys, but for the differences named here and in SPEC.md.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Frame, type JsonClient, openJsonClient } from './json-client.ts';
import { accessToken, openRelay } from './relay.ts';

interface Step {
  readonly part: string;
  readonly client: 'A' | 'B' | 'C' | 'D';
  readonly direction: 'sends' | 'gets';
  readonly frame: Frame | string;
}

/** Keys that are ours, beside the original's; and the one that an entry without an instrument lacks. */
const BESIDE = new Set([
  'instrument',
  'entityId',
  'code',
  'created_at',
  'updated_at',
  'seq',
  'lastSeq',
  'occurrences',
]);

const everything = [
  'BULK_SYNC',
  'ENTRY_DELETED',
  'REPERTOIRE_BULK_SYNC',
  'BULK_SYNC',
  'PLAN_UPDATED',
  'PLAN_UPDATED',
  'SYNC_RESPONSE',
];

/** By what was sent, where the original lost data. */
const differences: Readonly<Record<string, Record<string, string[]>>> = {
  'entry update stale (older updatedAt)': { B: ['SYNC_RESPONSE'] },
  'delete + recreate ENTRY_CREATED': { A: ['ENTRY_CREATED', 'SYNC_RESPONSE'], B: ['ENTRY_CREATED'] },
  'no instrument': { A: ['SYNC_RESPONSE'], B: ['ENTRY_CREATED'] },
  'piece rep2 x-y dropped': { A: ['SYNC_RESPONSE'], B: ['PIECE_ADDED'] },
  'plan date-only': { A: ['SYNC_RESPONSE'], B: ['PLAN_CREATED'] },
  'C fresh SYNC_REQUEST': { C: ['WELCOME', ...everything] },
  'C incremental lastSeq=2': { C: everything },
  'C up to date lastSeq=99': { C: everything },
};

it('21.1 every recorded frame is answered as the original did, or better', async () => {
  const steps: Step[] = JSON.parse(
    await readFile(join(import.meta.dirname, 'traces', 'socket.json'), 'utf8'),
  );
  const atMs = Date.parse('2026-11-24T00:00:00.000Z');
  const relay = await openRelay({ nowMs: () => atMs });
  const clients = new Map<string, JsonClient>();
  const clientOf = async (name: string) => {
    const userId = name === 'D' ? 'u2' : 'u1';
    const doesGreet = name === 'A' || name === 'B';
    const client =
      clients.get(name) ??
      (await openJsonClient(relay, userId, {
        token: await accessToken(userId, { lifetime: '40y' }),
        doesGreet,
      }));
    clients.set(name, client);
    return client;
  };
  for (const name of ['A', 'B']) await clientOf(name);
  const samples = new Map<string, Frame>();
  for (const { direction, frame } of steps) {
    if (direction === 'gets' && typeof frame !== 'string') samples.set(frame.type, frame);
  }

  for (const [index, step] of steps.entries()) {
    if (step.direction !== 'sends') continue;
    const expected = expectedAfter(steps, index);
    (await clientOf(step.client)).send(step.frame);
    for (const [name, types] of Object.entries(expected)) {
      const client = await clientOf(name);
      const got: Frame[] = [];
      while (got.length < types.length) got.push(await client.next());
      expect(
        got.map(({ type }) => type),
        step.part,
      ).toEqual(types);
      for (const frame of got) expectSameKeys(frame, samples.get(frame.type));
    }
  }
  for (const client of clients.values()) expect(await client.settle()).toEqual([]);
});

function expectedAfter(steps: readonly Step[], index: number): Record<string, string[]> {
  const step = steps[index] as Step;
  const piece = typeof step.frame === 'string' ? undefined : (step.frame.piece as Frame | undefined);
  const name = piece?.title && piece.status === 'dropped' ? 'piece rep2 x-y dropped' : step.part;
  const type = typeof step.frame === 'string' ? '' : step.frame.type;
  const known = differences[name] ?? differences[`${name} ${type}`];
  if (known) return known;
  const types: Record<string, string[]> = {};
  for (const { direction, client, frame } of steps.slice(index + 1)) {
    if (direction === 'sends') break;
    if (typeof frame !== 'string') types[client] = [...(types[client] ?? []), frame.type];
  }
  return types;
}

function expectSameKeys(frame: Frame, sample: Frame | undefined): void {
  if (!sample) return;
  expectKeys(frame, sample);
  for (const key of ['entry', 'piece', 'plan']) {
    if (frame[key] && sample[key]) expectKeys(frame[key] as object, sample[key] as object);
  }
  for (const key of ['entries', 'pieces']) {
    const [entity] = (frame[key] as object[] | undefined) ?? [];
    const [model] = (sample[key] as object[] | undefined) ?? [];
    if (entity && model) expectKeys(entity, model);
  }
}

function expectKeys(value: object, model: object): void {
  const keys = Object.keys(value).filter((key) => !BESIDE.has(key));
  const wanted = Object.keys(model).filter((key) => !BESIDE.has(key));
  expect(new Set(keys)).toEqual(new Set(wanted));
}
