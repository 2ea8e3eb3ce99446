import fc from 'fast-check';
import { type MidiData, writeMidi } from 'midi-file';
import { expect, it } from 'vitest';
import { createPeople } from '../people/people.ts';
import { parseMidi } from './midi.ts';

const people = createPeople([
  {
    name: 'Johann Sebastian Bach',
    sort: 'Bach, Johann Sebastian',
    born: 1685,
    died: 1750,
    roles: ['composer'],
    wikidata: 'Q1339',
    variants: ['J. S. Bach'],
    isNamesake: false,
  },
]);

type Track = MidiData['tracks'][number];

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const meta = (type: 'trackName' | 'text' | 'copyrightNotice' | 'instrumentName', text: string) =>
  ({ deltaTime: 0, meta: true, type, text }) as const;
const key = (sharps: number, deltaTime = 0) =>
  ({ deltaTime, meta: true, type: 'keySignature', key: sharps, scale: 0 }) as const;
const time = (numerator: number, denominator: number) =>
  ({
    deltaTime: 0,
    meta: true,
    type: 'timeSignature',
    numerator,
    denominator,
    metronome: 24,
    thirtyseconds: 8,
  }) as const;
const note = { deltaTime: 10, type: 'noteOn', channel: 0, noteNumber: 60, velocity: 64 } as const;

function bytesOf(...tracks: Track[]): Uint8Array {
  const header = { format: 1, numTracks: tracks.length, ticksPerBeat: 480 } as const;
  return Uint8Array.from(writeMidi({ header, tracks }));
}

function guessesIn(bytes: Uint8Array): Record<string, unknown> {
  const parsed = parseMidi(bytes, decode, people);
  if (!parsed.ok) return { problem: parsed.problem.code };
  return Object.fromEntries(
    Object.entries(parsed.value).map(([field, guess]) => [field, [guess?.value, guess?.confidence]]),
  );
}

it('7.28 7.72 reads names and signatures, and is sure of a composer alone', () => {
  const bytes = bytesOf(
    [
      meta('trackName', 'Invention No. 8, BWV 779'),
      meta('text', 'J. S. Bach'),
      meta('copyrightNotice', 'Copyright 1998 by nobody'),
      key(-1),
      time(3, 4),
    ],
    [meta('trackName', 'Harpsichord'), note],
    [meta('trackName', 'Spare flute')],
  );
  expect(guessesIn(bytes)).toEqual({
    title: ['Invention No. 8, BWV 779', 0.6],
    composer: ['Johann Sebastian Bach', 0.97],
    stylePeriod: ['baroque', 0.9],
    opus: ['BWV 779', 0.6],
    instrument: ['Harpsichord', 0.7],
    keyFifths: [-1, 0.75],
    timeSignature: ['3/4', 0.75],
    publishedYear: [1998, 0.75],
  });
});

it('7.72 is less sure of what programs write for everybody', () => {
  expect(guessesIn(bytesOf([key(0), time(4, 4)]))).toEqual({
    keyFifths: [0, 0.5],
    timeSignature: ['4/4', 0.5],
  });
});

it('7.28 takes no name of a track and no later key for the music’s', () => {
  const names = ['control track', 'Track 1', 'Piano', 'Violin I', 'song.mid', 'Tempo', 'untitled', ''];
  for (const name of names)
    expect(guessesIn(bytesOf([meta('trackName', name), key(2, 480)])), name).toEqual({});
});

it('7.29 says that bytes are no MIDI, whatever they are', () => {
  const whole = bytesOf([meta('trackName', 'Air'), key(1), note]);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, byte, isCut) => {
      const bytes = isCut ? whole.slice(0, at) : whole.with(at, byte);
      parseMidi(bytes, decode, people);
    }),
    { numRuns: 300, seed: 1 },
  );
  for (const bytes of [new Uint8Array(), Uint8Array.from([77, 84, 104, 100]), new Uint8Array(1000)])
    expect(guessesIn(bytes)).toEqual({ problem: 'notation-damaged' });
});
