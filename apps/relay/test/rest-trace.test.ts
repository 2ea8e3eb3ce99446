/** Asks what was asked of the original system, as recorded, and compares status and keys of the answers. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { entry, now } from './json-client.ts';
import { openRelay } from './relay.ts';
import { openCaller } from './rest-caller.ts';

interface Recorded {
  readonly name: string;
  readonly status: number;
  readonly body: unknown;
}

const KEY = { 'x-idempotency-key': 'k1' };
const moonlight = 'Moonlight Sonata-Beethoven';
const piece = `/api/repertoire/${encodeURIComponent(moonlight)}`;
const plan = (id: string, schedule: object) => ({
  id,
  title: 'Plan',
  type: 'custom',
  visibility: 'private',
  status: 'active',
  schedule,
  createdAt: now(),
  updatedAt: now(),
});
const push = (changes: object) => ['POST', '/api/sync/push', { changes }] as const;
const titled = { title: 'A', composer: 'B' };

type Step = readonly [method: string, path: string, body?: unknown, headers?: Record<string, string>];

/** `:goal` stands for the id of the goal that was added. */
const steps: Readonly<Record<string, Step>> = {
  '404': ['GET', '/api/nothing'],
  'me noauth': ['GET', '/api/user/me'],
  'push ok': [...push({ entries: [entry('e1', { pieces: [titled], scoreId: 'a-b' })] }), KEY],
  'push goal': push({ goals: [{ id: 'g1', title: 'G' }] }),
  'push plan': push({
    practicePlans: [plan('p1', { kind: 'single' })],
    planOccurrences: [{ id: 'o1', planId: 'p1', status: 'scheduled' }],
  }),
  'push plan bad rrule': push({ practicePlans: [plan('p2', { kind: 'recurring', rule: 'no' })] }),
  'idem2 diff body': [...push({}), KEY],
  status: ['GET', '/api/sync/status'],
  batch: [
    'POST',
    '/api/sync/batch',
    {
      entities: [
        { id: 'b1', type: 'logbook_entry', data: entry('b1', { pieces: [] }), checksum: 'c', version: 1 },
      ],
    },
  ],
  'rep get': ['GET', '/api/repertoire'],
  'rep add': ['POST', '/api/repertoire', { scoreId: moonlight }],
  'rep add bad': ['POST', '/api/repertoire', { scoreId: moonlight, difficultyRating: 9 }],
  'rep list': ['GET', '/api/repertoire'],
  'rep put': ['PUT', piece, { status: 'polished' }],
  'rep put ghost': ['PUT', '/api/repertoire/ghost-x', { status: 'polished' }],
  'rep stats': ['GET', `${piece}/stats`],
  'rep dissoc': ['DELETE', `${piece}/dissociate`],
  'rep del': ['DELETE', piece],
  'goal add': ['POST', '/api/goals', { title: 'T', type: 'practice_time', targetValue: 100 }],
  'goal list': ['GET', '/api/goals?type=practice_time'],
  'goal get': ['GET', '/api/goals/:goal'],
  'goal prog': ['POST', '/api/goals/:goal/progress', { value: 60 }],
  'goal prog2': ['POST', '/api/goals/:goal/progress', { value: 60 }],
  'goal ghost': ['GET', '/api/goals/ghost'],
  'goal bad': ['POST', '/api/goals', { title: '' }],
  'goal del': ['DELETE', '/api/goals/:goal'],
  rename: ['PUT', '/api/pieces/update-name', { oldPiece: { title: 'None' }, newPiece: { title: 'Some' } }],
  adopt: ['POST', '/api/templates/adopt', { templateId: 'ghost' }],
  'ac composers': ['GET', '/api/autocomplete/composers?q=xyz'],
  'ac short': ['GET', '/api/autocomplete/composers?q=x'],
  'ac pieces': ['GET', '/api/autocomplete/pieces?q=xyz'],
  'dissoc with logs': ['DELETE', '/api/repertoire/a-b/dissociate'],
};

/** Where the original's own error became 500. */
const meant: Readonly<Record<string, number>> = {
  'idem2 diff body': 409,
  'rep put ghost': 404,
  'rep del': 404,
  'goal ghost': 404,
  'dissoc with logs': 200,
};

/** Keys that are ours beside the original's. */
const beside = ['planTemplatesProcessed', 'fields'];

it('24.1 every recorded request is answered with the same status and keys, or those that were meant', async () => {
  const recorded: Recorded[] = JSON.parse(
    await readFile(join(import.meta.dirname, 'traces', 'rest.json'), 'utf8'),
  );
  const relay = await openRelay();
  const call = await openCaller(relay, 'u1');
  const callAsNobody = await openCaller(relay, undefined);
  let goalId = '';
  for (const { name, status, body } of recorded) {
    const [method, path, sent, headers] = steps[name] as Step;
    if (name === 'dissoc with logs') {
      await call('POST', '/api/repertoire', { scoreId: 'a-b' });
      await call(...push({ entries: [entry('e1', { pieces: [titled], scoreId: 'a-b' })] }));
    }
    const ask = name === 'me noauth' ? callAsNobody : call;
    const answer = await ask(method, path.replace(':goal', goalId), sent, headers);
    if (name === 'goal add') goalId = answer.body.id;
    expect(answer.status, name).toBe(meant[name] ?? status);
    if (name === 'dissoc with logs') {
      expect(answer.body).toMatchObject({ preservedLogs: 1, pieceTitle: 'A', pieceComposer: 'B' });
      continue;
    }
    const isRefusal = answer.status >= 400;
    const keys = isRefusal ? { success: '', error: '', code: '' } : keysOf(body);
    expect(keysOf(answer.body), name).toEqual(keys);
  }
});

/** The keys of objects, and of the first of a list, at every depth. */
function keysOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? [keysOf(value[0])] : [];
  if (typeof value !== 'object' || value === null) return '';
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !beside.includes(key))
      .map(([key, inner]) => [key, keysOf(inner)]),
  );
}
