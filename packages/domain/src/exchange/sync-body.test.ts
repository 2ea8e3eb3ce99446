import { expect, it } from 'vitest';
import { readExport } from './read-export.ts';

const surroundings = { zone: 'Europe/Berlin', dayStartHour: 0 };

const entry = {
  id: 'e1',
  timestamp: Date.UTC(2025, 4, 1, 16),
  duration: 30,
  type: 'practice',
  instrument: 'piano',
  pieces: [{ title: 'Arietta', composer: null }],
  goal_ids: ['g1'],
  created_at: Date.UTC(2025, 4, 1, 17),
  updated_at: Date.UTC(2025, 4, 1, 18),
};
const goal = { id: 'g1', title: 'Scales', status: 'active', target_value: 30, target_date: '2025-06-01' };
const occurrence = { id: 'o1', planId: 'p1', status: 'scheduled', updatedAt: '2025-05-01T00:00:00.000Z' };

function read(document: unknown) {
  const result = readExport(document, surroundings);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
}

it.each([
  [
    'pull',
    { entries: [entry], goals: [goal], planOccurrences: [occurrence], syncToken: 'sync_x', timestamp: 1 },
  ],
  [
    'push',
    { changes: { entries: [entry], goals: [goal], planOccurrences: [occurrence] }, lastSyncToken: 'x' },
  ],
  [
    'batch',
    {
      entities: [
        { id: 'e1', type: 'logbook_entry', data: entry, checksum: 'c', version: 2 },
        { id: 'g1', type: 'goal', data: goal, checksum: 'c', version: 1 },
        { id: 'o1', type: 'plan_occurrence', data: occurrence, checksum: 'c', version: 1 },
      ],
    },
  ],
])('38.8 reads the records of a %s', (kind, body) => {
  const { version, records, rejected, ignored } = read(body);
  expect({ version, rejected, ignored }).toEqual({ version: `sync ${kind}`, rejected: [], ignored: [] });
  expect(records).toMatchObject([
    {
      collection: 'entries',
      id: 'e1',
      fields: { localDate: '2025-05-01', goalIds: ['g1'], updatedAt: '2025-05-01T18:00:00.000Z' },
    },
    { collection: 'goals', id: 'g1', fields: { targetValue: 30, targetDate: '2025-06-01' } },
    { collection: 'occurrences', id: 'o1', fields: { planId: 'p1' } },
  ]);
});

it('38.8 passes over what was deleted there and what is no record, and tells what is wrong', () => {
  const { records, rejected, ignored } = read({
    entities: [
      {
        id: 'e1',
        type: 'logbook_entry',
        data: { ...entry, deletedAt: '2025-05-02T00:00:00.000Z' },
        version: 1,
      },
      { id: 'e2', type: 'logbook_entry', data: { ...entry, id: 'e2', duration: 'long' }, version: 1 },
      { id: 'u', type: 'user_preferences', data: {}, version: 1 },
    ],
  });
  expect(records).toEqual([]);
  expect(rejected).toMatchObject([{ collection: 'entries', position: 1, id: 'e2' }]);
  expect(ignored).toEqual(['entries (deleted: 1)', 'user_preferences']);
});
