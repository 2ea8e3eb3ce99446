/**
 * Reads what a Standard MIDI File says about its music: names and texts of its first track, and the signatures at its
 * beginning. Many programs write some of them for everybody, so that little of it is sure.
 */
import { type MidiEvent, parseMidi as parseEvents } from 'midi-file';
import type { People } from '../people/people.ts';
import { fail, ok, type Result } from '../problem.ts';
import { catalogueText, findCatalogueNumber } from '../scores/catalogue.ts';
import { knownPerson, parseComposer } from '../scores/heading.ts';
import { findInstruments } from '../scores/instruments.ts';
import type { ScoreReadings } from '../scores/reading.ts';
import { notationGuess, noted, notedComposer, notedInstruments, notedYear, said } from './noted.ts';

/** `usual`: what stands in files of which nobody has said it. */
const CONFIDENCE = { title: 0.6, opus: 0.6, parts: 0.7, signature: 0.75, usual: 0.5 };

/** What programs call a first track that has no notes. */
const trackName =
  /^(?:(?:control|conductor|tempo|master|meta|midi|main|new)(?: track)?|(?:track|staff|part|voice|instrument|spur|stimme|system|untitled)[ :#-]*\w?\d*:?\w*|(?:right|left) hand|[rl]h|upper|lower|up|down)$/i;

/**
 * @param decode texts: the standard leaves open in which encoding they are
 * Problem `notation-damaged`: it is no MIDI file, or breaks off.
 */
export function parseMidi(
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => string,
  people: People,
): Result<ScoreReadings> {
  let tracks: MidiEvent[][];
  try {
    tracks = parseEvents(bytes).tracks;
  } catch (cause) {
    return damaged(cause);
  }
  const [first] = tracks;
  if (!first) return damaged();
  const textsOf = (events: readonly MidiEvent[], ...types: readonly MidiEvent['type'][]) =>
    events.flatMap((event) =>
      types.includes(event.type) && 'text' in event ? (said(textOf(event.text, decode)) ?? []) : [],
    );
  const title = textsOf(first, 'trackName').find((name) => !isNoTitle(name));
  const names = [...textsOf(first, 'text', 'copyrightNotice'), ...(title ? [title] : [])];
  const composer = names.find((name) => isComposer(name, people));
  const number = findCatalogueNumber(title ?? '');
  const parts = tracks
    .filter((events) => events.some(({ type }) => type === 'noteOn'))
    .flatMap((events) => textsOf(events, 'trackName', 'instrumentName'));
  return ok({
    ...noted('title', title === composer ? undefined : title, CONFIDENCE.title),
    ...notedComposer(composer, people),
    ...noted('opus', number && catalogueText(number), CONFIDENCE.opus),
    ...notedInstruments(parts, CONFIDENCE.parts),
    ...signaturesOf(tracks.flatMap(beginningOf)),
    ...notedYear(textsOf(first, 'copyrightNotice')),
  });
}

function damaged(cause?: unknown): Result<never> {
  return fail('notation-damaged', 'The file is no MIDI file, or it is damaged.', { cause });
}

/** The parser takes each byte for a letter. */
function textOf(text: string, decode: (bytes: Uint8Array) => string): string {
  return decode(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
}

function isNoTitle(name: string): boolean {
  return trackName.test(name) || findInstruments(name).names.length > 0 || /\.midi?$/i.test(name);
}

function isComposer(text: string, people: People): boolean {
  const name = parseComposer(text)?.name;
  return name !== undefined && (knownPerson(name, people)?.person.roles.includes('composer') ?? false);
}

/** What holds before anything sounds. */
function beginningOf(events: readonly MidiEvent[]): readonly MidiEvent[] {
  const after = events.findIndex(({ deltaTime }) => deltaTime > 0);
  return after < 0 ? events : events.slice(0, after);
}

function signaturesOf(events: readonly MidiEvent[]): Pick<ScoreReadings, 'keyFifths' | 'timeSignature'> {
  const key = events.find((event) => event.type === 'keySignature')?.key;
  const time = events.find((event) => event.type === 'timeSignature');
  const signature = time && `${time.numerator}/${time.denominator}`;
  return {
    ...(key !== undefined &&
      Math.abs(key) <= 7 && {
        keyFifths: notationGuess(key, key === 0 ? CONFIDENCE.usual : CONFIDENCE.signature),
      }),
    ...noted(
      'timeSignature',
      signature && /^\d{1,2}\/\d{1,2}$/.test(signature) ? signature : undefined,
      signature === '4/4' ? CONFIDENCE.usual : CONFIDENCE.signature,
    ),
  };
}
