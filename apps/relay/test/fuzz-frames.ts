/** Frames that no client would send, and some that one would, by chance. */
import { createJournalDocument, type JsonValue } from '@mirubato/domain/journal';
import * as Y from 'yjs';
import { exampleFrames, frameTypes, yMessages } from './frame-examples.ts';
import type { Random } from './random.ts';

export type FuzzFrame = string | Uint8Array<ArrayBuffer>;

const LARGE = 1_000_000;

/** Told apart by a rare and a common part, since the rare are dear. */
const strangeValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  -0,
  1.5,
  1e21,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff y',
  '\u202e\ufeff\u2028',
  '__proto__',
  'constructor',
  'NaN',
  '1e999',
  'e'.repeat(201),
  '0000-00-00T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '-271821-04-20T00:00:00.000Z',
  '2026-02-30T00:00:00.000Z',
  '2026-01-01T00:00:00Z',
  8.64e15,
  -8.64e15,
  [],
  {},
  [[]],
  [null],
  { toString: 1, valueOf: null },
  { id: 'e' },
  { length: -1 },
];

const NEVER_JSON = ['NaN', '1e999', '-1e999', 'undefined', '01', '{"__proto__":{"admin":true}}'];
const POISON = '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}';
const HOLE = '"hole"';

export function fuzzFrame(random: Random, userId: string): FuzzFrame {
  const kind = random(100);
  if (kind < 45) return strangeJson(random);
  if (kind < 50) return JSON.stringify(exampleOf(random));
  if (kind < 52) return damagedText(random);
  if (kind < 55) return Buffer.from(random.bytes(random(60))).toString('latin1');
  if (kind < 62) return random.bytes(random(60));
  if (kind < 76) return damagedBytes(random, userId);
  if (kind < 80) return hugeLengths(random);
  if (kind < 82) return Uint8Array.from(Buffer.from(strangeJson(random)));
  return random.of(Object.values(yMessages(strangeUpdate(random, userId))).slice(0, 5));
}

function exampleOf(random: Random): Record<string, unknown> {
  const id = `r${random(20)}`;
  const ids = { entry: id, piece: id, plan: id, occurrence: id, goal: id, template: id };
  const at = new Date(Date.now() - random(1e9)).toISOString();
  const examples: Record<string, Record<string, unknown>> = exampleFrames(ids, 'by chance', at);
  return examples[random.of(frameTypes)] as Record<string, unknown>;
}

/** One field, at any depth, is of another kind, is gone, or is new. */
function strangeJson(random: Random): string {
  const frame = structuredClone(exampleOf(random));
  const places = placesIn(frame);
  const { holder, key } = random.of(places);
  const way = random(100);
  if (way < 55) holder[key] = strangeValueOf(random);
  else if (way < 65) delete holder[key];
  else if (way < 75)
    holder[random.of(['__proto__x', 'constructor', 'toString', 'id', 'deletedAt', '\u0000'])] = 1;
  else {
    holder[key] = 'hole';
    const rare = random(40);
    const filling =
      rare === 0
        ? JSON.stringify('x'.repeat(LARGE))
        : rare < 4
          ? nested(random.of([50, 1000, 5000, 20_000]), random)
          : random.of([...NEVER_JSON, POISON, '"\\ud800"', '"\\u0000"']);
    return JSON.stringify(frame).replace(HOLE, () => filling);
  }
  return JSON.stringify(frame);
}

function strangeValueOf(random: Random): unknown {
  const value = random.of(strangeValues);
  return random(4) === 0 ? [value, { [JSON.stringify(value)]: value }] : value;
}

function nested(depth: number, random: Random): string {
  const [open, close] = random.of([
    ['[', ']'],
    ['{"a":', '}'],
  ] as const);
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}

function placesIn(value: object): { holder: Record<string, unknown>; key: string }[] {
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => {
    const inner = holder[key];
    return [{ holder, key }, ...(typeof inner === 'object' && inner !== null ? placesIn(inner) : [])];
  });
}

function damagedText(random: Random): string {
  const text = JSON.stringify(exampleOf(random));
  const at = random(text.length);
  return random(2) === 0 ? text.slice(0, at) : `${text.slice(0, at)}\u0000${text.slice(at + 1)}`;
}

/** A good message that is cut short, or of which some bits are turned. */
function damagedBytes(random: Random, userId: string): Uint8Array<ArrayBuffer> {
  const messages = Object.values(yMessages(strangeUpdate(random, userId), { text: 'by chance' }));
  const frame = Uint8Array.from(random.of(messages));
  if (random(3) === 0) return frame.slice(0, random(frame.length));
  for (let flips = 1 + random(3); flips > 0; flips -= 1) {
    const at = random(frame.length);
    frame[at] = (frame[at] ?? 0) ^ (1 << random(8));
  }
  return frame;
}

function hugeLengths(random: Random): Uint8Array<ArrayBuffer> {
  const huge = [...Array.from({ length: random(12) }, () => 255), random(128)];
  return Uint8Array.from([random(5), random(4), ...huge, ...random.bytes(random(20))]);
}

const collections = [
  'entries',
  'pieces',
  'plans',
  'occurrences',
  'goals',
  'templates',
  'settings',
  'meta',
  'none',
];
const fieldNames =
  'id timestamp zone localDate duration type instrument pieces title composer scoreId scoreIds notes tags schedule planId segments status wireId updatedAt createdAt deletedAt dayStartHour';

/** An update that Yjs can read; what it says is another matter. */
function strangeUpdate(random: Random, userId: string): Uint8Array {
  const collection = random.of(collections);
  const id = random.of(['r1', 'r2', 'a b', '\u0000', 'x\u0000y', '\ud800', '__proto__', '', 'e'.repeat(300)]);
  if (random(2) === 0) {
    const journal = createJournalDocument({
      replica: `f${random(5)}`,
      nowMs: () => Date.now() - random(1e9),
    });
    const fields = Object.fromEntries(
      Array.from({ length: 1 + random(6) }, () => [
        random.of(fieldNames.split(' ')),
        strangeValueOf(random) as JsonValue,
      ]),
    );
    const change = journal.edit([{ collection, id, fields }]);
    journal.destroy();
    if (change) return change.update;
  }
  const doc = new Y.Doc();
  doc.clientID = 1 + random(5);
  const key = random.of([`${id} ${userId}`, `${id} f1`, 'r1 relay', id, 'r1  ', '__proto__ f1']);
  const way = random(6);
  if (way === 0) doc.getArray(collection).push([random.of(strangeValues)]);
  else if (way === 1) doc.getText(collection).insert(0, '\ud800 \u0000 text');
  else if (way === 2) doc.getMap(collection).set(key, new Y.Map([['v', random.of(strangeValues)]]));
  else if (way === 3) doc.getMap(`${collection}/notes`).set(key, new Y.Text('by chance'));
  else if (way === 4) doc.getMap(collection).set(key, random.bytes(10));
  else doc.getMap(collection).set(key, random.of(strangeValues));
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}
