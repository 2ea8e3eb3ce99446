import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createJournalDocument, type JournalDocument, type RecordFields } from './document.ts';
import type { JsonValue } from './slot.ts';

/** A replica with a clock of its own and the updates it has made. */
function createReplica(name: string, clock: { nowMs: number }) {
  const document = createJournalDocument({ replica: name, nowMs: () => clock.nowMs });
  const updates: Uint8Array[] = [];
  return {
    document,
    updates,
    edit(id: string, fields: Record<string, JsonValue>, collection = 'entries') {
      const change = document.edit([{ collection, id, fields }]);
      if (change) updates.push(change.update);
    },
  };
}

function exchange(...documents: JournalDocument[]): void {
  for (const from of documents) for (const to of documents) if (from !== to) to.applyUpdate(from.encode());
}

describe('journal document', () => {
  it('1.1 keeps edits of different fields of one record made on two devices', () => {
    const clock = { nowMs: 1000 };
    const [a, b] = [createReplica('a', clock), createReplica('b', clock)];
    a.edit('e', { duration: 30, mood: 'neutral' });
    exchange(a.document, b.document);
    a.edit('e', { duration: 45 });
    b.edit('e', { mood: 'proud' });
    exchange(a.document, b.document);
    expect(a.document.read('entries', 'e')).toEqual({ duration: 45, mood: 'proud', notes: '' });
    expect(b.document.read('entries', 'e')).toEqual(a.document.read('entries', 'e'));
  });

  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('1.2 the later edit of a field wins, whichever device made it (%s first)', (first, second) => {
    const clock = { nowMs: 1000 };
    const early = createReplica(first, clock);
    const late = createReplica(second, clock);
    early.edit('e', { mood: 'neutral' });
    clock.nowMs = 2000;
    late.edit('e', { mood: 'proud' });
    exchange(early.document, late.document);
    expect(early.document.read('entries', 'e')?.mood).toBe('proud');
    expect(late.document.read('entries', 'e')?.mood).toBe('proud');
  });

  it('1.3 an edit made after seeing another is later, even by a clock that is behind', () => {
    const [ahead, behind] = [createReplica('a', { nowMs: 9_000_000 }), createReplica('b', { nowMs: 1000 })];
    ahead.edit('e', { mood: 'neutral' });
    exchange(ahead.document, behind.document);
    behind.edit('e', { mood: 'proud' });
    exchange(ahead.document, behind.document);
    expect(ahead.document.read('entries', 'e')?.mood).toBe('proud');
  });

  it('1.4 a record created under one id on two devices loses nothing', () => {
    const clock = { nowMs: 1000 };
    const [a, b] = [createReplica('a', clock), createReplica('b', clock)];
    a.edit('score_1', { title: 'Für Elise' }, 'scores');
    b.edit('score_1', { composer: 'Beethoven', notes: 'from b' }, 'scores');
    exchange(a.document, b.document);
    for (const { document } of [a, b]) {
      expect(document.read('scores', 'score_1')).toEqual({
        title: 'Für Elise',
        composer: 'Beethoven',
        notes: 'from b',
      });
    }
  });

  it('1.5 notes edited on two devices keep both edits', () => {
    const clock = { nowMs: 1000 };
    const [a, b] = [createReplica('a', clock), createReplica('b', clock)];
    a.edit('e', { duration: 1, notes: 'slow left hand' });
    exchange(a.document, b.document);
    a.edit('e', { notes: 'very slow left hand' });
    b.edit('e', { notes: 'slow left hand, then hands together' });
    exchange(a.document, b.document);
    expect(a.document.read('entries', 'e')?.notes).toBe('very slow left hand, then hands together');
    expect(b.document.read('entries', 'e')?.notes).toBe('very slow left hand, then hands together');
  });

  it('1.5 notes begun on two devices at once are both kept, and go on as one text', () => {
    const clock = { nowMs: 1000 };
    const [a, b] = [createReplica('a', clock), createReplica('b', clock)];
    a.edit('e', { duration: 1 });
    exchange(a.document, b.document);
    a.edit('e', { notes: 'slow left hand' });
    b.edit('e', { notes: 'memory slip' });
    exchange(a.document, b.document);
    const both = a.document.read('entries', 'e')?.notes;
    expect(String(both).split('\n\n').sort()).toEqual(['memory slip', 'slow left hand']);
    expect(b.document.read('entries', 'e')?.notes).toBe(both);
    a.edit('e', { notes: `${both}, again` });
    exchange(a.document, b.document);
    expect(b.document.read('entries', 'e')?.notes).toBe(`${both}, again`);
  });

  it('1.6 a delete beats an edit that did not know of it, until restored on purpose', () => {
    const clock = { nowMs: 1000 };
    const [a, b] = [createReplica('a', clock), createReplica('b', clock)];
    a.edit('e', { duration: 30, deletedAt: null });
    exchange(a.document, b.document);
    a.edit('e', { deletedAt: '2026-01-01T00:00:00.000Z' });
    clock.nowMs = 2000;
    b.edit('e', { duration: 60 });
    exchange(a.document, b.document);
    expect(b.document.read('entries', 'e')).toMatchObject({
      deletedAt: '2026-01-01T00:00:00.000Z',
      duration: 60,
    });
    clock.nowMs = 3000;
    b.edit('e', { deletedAt: null });
    exchange(a.document, b.document);
    expect(a.document.read('entries', 'e')).toMatchObject({ deletedAt: null, duration: 60 });
  });

  it('1.7 carries fields and kinds of record it does not know', () => {
    const clock = { nowMs: 1000 };
    const [newer, older] = [createReplica('a', clock), createReplica('b', clock)];
    newer.edit('e', { duration: 30, heartRate: { average: 71 } });
    newer.edit('w', { name: 'wish' }, 'wishes');
    exchange(newer.document, older.document);
    older.edit('e', { duration: 31 });
    exchange(newer.document, older.document);
    expect(newer.document.read('entries', 'e')).toMatchObject({ duration: 31, heartRate: { average: 71 } });
    expect(older.document.read('wishes', 'w')).toEqual({ name: 'wish' });
  });

  it('1.8 what a faulty peer writes harms only itself', () => {
    const { document, edit } = createReplica('a', { nowMs: 1000 });
    edit('e', { duration: 30 });
    const hostile = new Y.Doc();
    hostile.getMap('entries').set('e b', 'not a slot');
    hostile.getMap('entries').set('f b', { s: Number.POSITIVE_INFINITY, f: { duration: 99 } });
    hostile.getMap('entries').set('noreplica', { s: 1, f: {} });
    expect(document.applyUpdate(Y.encodeStateAsUpdate(hostile)).ok).toBe(true);
    expect(document.applyUpdate(new Uint8Array([1, 2, 3])).ok).toBe(false);
    expect(document.read('entries', 'e')).toEqual({ duration: 30, notes: '' });
    expect(document.read('entries', 'f')).toBeUndefined();
  });

  it('1.9 knows the version of its layout', () => {
    const replica = createReplica('a', { nowMs: 1 });
    expect(replica.document.version()).toBe(0);
    replica.edit('e', { duration: 1 });
    expect(replica.document.version()).toBe(1);
    const newer = new Y.Doc();
    newer.getMap('meta').set('version b', 7);
    replica.document.applyUpdate(Y.encodeStateAsUpdate(newer));
    expect(replica.document.version()).toBe(7);
  });

  it('1.10 any edits on three replicas, delivered in any order with duplicates, converge on the latest', () => {
    const editArbitrary = fc.record({
      replica: fc.integer({ min: 0, max: 2 }),
      id: fc.constantFrom('x', 'y'),
      field: fc.constantFrom('duration', 'mood', 'tags', 'deletedAt', 'notes'),
      value: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.string({ maxLength: 5 }), fc.constant(null)),
      passesMs: fc.integer({ min: 0, max: 3 }),
      /** Deliveries before the edit: which update goes to whom, by number, doubled or not. */
      deliveries: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 2 })), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(editArbitrary, { maxLength: 25 }), fc.nat(), (edits, seed) => {
        const clock = { nowMs: 1000 };
        const replicas = ['a', 'b', 'c'].map((name) => createReplica(name, clock));
        const sent: Uint8Array[] = [];
        for (const { replica, id, field, value, passesMs, deliveries } of edits) {
          for (const [number, to] of deliveries) {
            const update = sent[number % Math.max(1, sent.length)];
            if (update) replicas[to]?.document.applyUpdate(update);
          }
          clock.nowMs += passesMs;
          const author = replicas[replica];
          if (!author) continue;
          const before = author.updates.length;
          author.edit(id, { [field]: field === 'notes' ? String(value) : value });
          sent.push(...author.updates.slice(before));
        }
        const shuffled = sent.map((update, index) => ({ update, key: (index * 7919 + seed) % 104_729 }));
        shuffled.sort((one, other) => one.key - other.key);
        for (const { document } of replicas) {
          for (const { update } of [...shuffled, ...shuffled.slice(0, 5)]) document.applyUpdate(update);
        }
        const seen = replicas.map(({ document }) => readAll(document));
        expect(seen[1]).toEqual(seen[0]);
        expect(seen[2]).toEqual(seen[0]);
      }),
      { numRuns: 300 },
    );
  });

  it('1.11 of edits at different times the last one stands on every replica', () => {
    const writes = fc.array(fc.record({ replica: fc.integer({ min: 0, max: 2 }), value: fc.integer() }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(writes, (edits) => {
        const clock = { nowMs: 1000 };
        const replicas = ['a', 'b', 'c'].map((name) => createReplica(name, clock));
        for (const { replica, value } of edits) {
          clock.nowMs += 1;
          replicas[replica]?.edit('e', { duration: value });
        }
        exchange(...replicas.map(({ document }) => document));
        for (const { document } of replicas) {
          expect(document.read('entries', 'e')?.duration).toBe(expectedDuration(edits));
        }
      }),
    );
  });

  it('1.12 writing what already stands makes no update', () => {
    const replica = createReplica('a', { nowMs: 1 });
    replica.edit('e', { duration: 1, tags: ['a'] });
    replica.edit('e', { duration: 1, tags: ['a'] });
    expect(replica.updates).toHaveLength(1);
  });

  it('1.13 an edit made earlier leaves what was written later', () => {
    const { document } = createReplica('a', { nowMs: 9000 });
    const write = (fields: RecordFields, atMs: number) =>
      document.edit([{ collection: 'entries', id: 'e', fields }], atMs);
    write({ duration: 30, mood: 'neutral', notes: 'first' }, 1000);
    write({ mood: 'proud' }, 3000);
    expect(write({ duration: 45, mood: 'excited', notes: 'second' }, 2000)).toBeDefined();
    expect(document.read('entries', 'e')).toEqual({ duration: 45, mood: 'proud', notes: 'first' });
    expect(document.writtenAtMs('entries', 'e', 'duration')).toBe(2000);
    expect(write({ duration: 60, mood: 'satisfied', notes: 'third', tags: ['late'] }, 500)).toBeUndefined();
    expect(write({ mood: 'frustrated' }, 3000)).toBeUndefined();
    write({ notes: 'fourth', mood: 'satisfied' }, 4000);
    expect(document.read('entries', 'e')).toEqual({ duration: 45, mood: 'satisfied', notes: 'fourth' });
  });
});

/** A replica that writes the value it already sees writes nothing, so an equal write does not renew it. */
function expectedDuration(edits: readonly { replica: number; value: number }[]): number | undefined {
  const last = new Map<number, { value: number; at: number }>();
  edits.forEach(({ replica, value }, at) => {
    if (last.get(replica)?.value !== value) last.set(replica, { value, at });
  });
  return [...last.values()].sort((one, other) => other.at - one.at)[0]?.value;
}

function readAll(document: JournalDocument): Record<string, RecordFields | undefined> {
  return Object.fromEntries(['x', 'y'].map((id) => [id, document.read('entries', id)]));
}
