import { describe, expect, it } from 'vitest';
import { readExport } from './read-export.ts';

const surroundings = { zone: 'Europe/Berlin', dayStartHour: 4 };

const entry = {
  id: 'entry_1700000000000_abc',
  timestamp: '2024-01-31T23:30:00.000Z',
  duration: 25,
  type: 'PRACTICE',
  instrument: 'Piano',
  pieces: [{ id: 'nocturne-chopin', title: 'Nocturne', composer: 'Chopin', measures: '1-8' }],
  techniques: ['scale'],
  goalIds: [],
  notes: null,
  mood: 'satisfied',
  tags: ['evening'],
  metadata: { source: 'timer' },
  createdAt: '2024-02-01T00:00:00.000Z',
  updatedAt: '2024-02-01T00:00:00.000Z',
};

function read(document: unknown) {
  const result = readExport(document, surroundings);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
}

describe('the full export of the original system', () => {
  it('gives entries under their local day, with all they say', () => {
    const { records, rejected } = read({ version: '2.0', logbook: [entry] });
    expect(rejected).toEqual([]);
    expect(records).toMatchObject([
      {
        collection: 'entries',
        id: entry.id,
        fields: {
          timestamp: entry.timestamp,
          zone: 'Europe/Berlin',
          // Half past midnight in Berlin, before the day begins.
          localDate: '2024-01-31',
          type: 'practice',
          instrument: 'piano',
          mood: 'satisfied',
          metadata: { source: 'timer' },
          updatedAt: entry.updatedAt,
        },
      },
    ]);
  });

  it('gives pieces the titles of the caches, else those of their keys', () => {
    const { records } = read({
      version: '2.0',
      repertoire: [
        [
          'nocturne-chopin',
          { id: 'r1', scoreId: 'nocturne-chopin', status: 'learning', createdAt: 1_700_000_000 },
        ],
        ['arietta-grieg', { id: 'r2', scoreId: 'Arietta-Grieg', status: 'odd', personalNotes: 'soft' }],
      ],
      repertoireScoreMetadata: [
        { id: 'nocturne-chopin', title: 'Nocturne in E flat', composer: 'Frédéric Chopin' },
      ],
    });
    expect(records).toMatchObject([
      {
        collection: 'pieces',
        id: 'r1',
        fields: {
          title: 'Nocturne in E flat',
          composer: 'Frédéric Chopin',
          status: 'learning',
          createdAt: '2023-11-14T22:13:20.000Z',
        },
      },
      {
        id: 'r2',
        fields: {
          title: 'Arietta',
          composer: 'Grieg',
          scoreId: 'arietta-grieg',
          status: 'planned',
          notes: 'soft',
        },
      },
    ]);
  });

  it('gives both kinds of goal one form', () => {
    const { records } = read({
      version: '2.0',
      goals: [{ id: 'g1', title: 'Scales', progress: 40, status: 'cancelled', linkedEntries: ['e1'] }],
      repertoireGoals: [
        {
          id: 'g2',
          title: 'By heart',
          type: 'repertoire',
          targetValue: 3,
          targetDate: '1735689600000',
          createdAt: 1_700_000_000,
        },
      ],
    });
    expect(records.map(({ fields }) => fields)).toMatchObject([
      { type: 'custom', targetValue: 100, currentValue: 40, status: 'abandoned' },
      { type: 'repertoire', targetDate: '2025-01-01', createdAt: '2023-11-14T22:13:20.000Z' },
    ]);
  });

  it('tells what is wrong with one record, takes the others, and names what it leaves', () => {
    const { records, rejected, ignored } = read({
      version: '2.0',
      exportDate: '2025-01-01',
      logbook: [entry, { ...entry, id: 'bad', duration: 'long' }, null],
      repertoire: [{ id: 'r1' }],
      plans: [{ id: 'p1' }],
      profile: { displayName: 'me' },
      metronome: {},
    });
    expect(records).toHaveLength(1);
    expect(rejected).toEqual([
      { collection: 'logbook', position: 2, id: 'bad', reason: expect.stringContaining('duration') },
      { collection: 'logbook', position: 3, id: null, reason: expect.any(String) },
      { collection: 'repertoire', position: 1, id: 'r1', reason: 'scoreId: it is missing.' },
      { collection: 'plans', position: 1, id: 'p1', reason: expect.any(String) },
    ]);
    expect(ignored).toEqual(['profile', 'metronome']);
  });
});

describe('our own export', () => {
  it('gives records as they are, also what this version does not know', () => {
    const { records, rejected, ignored } = read({
      version: '3.0',
      exportDate: 'x',
      entries: [{ id: 'e1', duration: 5, laterField: [1] }, { duration: 5 }],
      laterCollection: [],
    });
    expect(records).toEqual([{ collection: 'entries', id: 'e1', fields: { duration: 5, laterField: [1] } }]);
    expect(rejected).toMatchObject([{ collection: 'entries', position: 2, id: null }]);
    expect(ignored).toEqual(['laterCollection']);
  });
});

it.each([[undefined], [null], ['text'], [[]], [{}], [{ version: '9.1' }], [{ version: 3 }]])(
  'refuses %j',
  (document) => {
    expect(readExport(document, surroundings)).toMatchObject({
      ok: false,
      problem: { code: 'invalid-input' },
    });
  },
);
