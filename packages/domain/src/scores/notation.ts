/** Facts of the notation: what the glyphs and lines of the first page of music say, and where. */
import type { TextLine } from './heading.ts';
import { type NoteFacts, noteFactsOf } from './note-facts.ts';
import type { DrawnGlyph, PageDrawing } from './page-drawing.ts';
import { type PlayedSystem, playedSystems } from './played-staves.ts';
import type { Guess } from './reading.ts';
import { type Clef, readStaffStart, type Sign, type StaffStart } from './staff-start.ts';
import { findStaves, findSystems, type System } from './staves.ts';
import { findTempo } from './tempo-text.ts';

export interface NotationPage {
  readonly page: number;
  /** From the top. */
  readonly systems: readonly System[];
  /** As drawn on the page, those of grace notes too; a measure of how dense it is. */
  readonly noteheads: number;
  readonly accidentals: number;
  readonly rests: number;
}

export interface Notation {
  /** Pages with staves, of those looked at. */
  readonly pages: readonly NotationPage[];
  /** Of the first system, from the top; null where none of full size was recognised. */
  readonly clefs: readonly (Clef | null)[];
  readonly keyFifths: Guess<number> | null;
  readonly timeSignature: Guess | null;
  /** The words over the first system, as printed. */
  readonly tempo: Guess | null;
  /** Of what one person plays; null where there is too little to count, or a score of many parts. */
  readonly noteFacts: NoteFacts | null;
}

/** How often the first key signature was right on engraved scores, by how many of the staves say so. */
const KEY_CONFIDENCE = { all: 0.97, most: 0.9, tied: 0.6 };
const TIME_CONFIDENCE = { all: 0.98, most: 0.9, tied: 0.6 };

/** `lines` of the same pages, or more. Null where no page has a staff. */
export function readNotation(drawings: readonly PageDrawing[], lines: readonly TextLine[]): Notation | null {
  const pages: NotationPage[] = [];
  const played: PlayedSystem[] = [];
  let first: FirstSystem | undefined;
  for (const drawing of drawings) {
    const systems = findSystems(findStaves(drawing), drawing.verticals);
    if (!systems[0]) continue;
    first ??= readFirstSystem(systems[0], drawing, lines);
    pages.push({ page: drawing.page, systems, ...countsOf(drawing.glyphs) });
    played.push(...playedSystems(drawing, systems));
  }
  if (!first) return null;
  const systemCount = pages.reduce((sum, { systems }) => sum + systems.length, 0);
  const isPlayedByOne = played.length * 2 >= systemCount;
  return { pages, ...first, noteFacts: isPlayedByOne ? noteFactsOf(played) : null };
}

type FirstSystem = Omit<Notation, 'pages' | 'noteFacts'>;

function readFirstSystem(
  { staves }: System,
  { page, widthPt, glyphs }: PageDrawing,
  lines: readonly TextLine[],
): FirstSystem {
  const starts = staves.map((staff) => readStaffStart(staff, glyphs));
  const timeBox = starts[0]?.timeSignature?.box ?? null;
  const [staff] = staves;
  return {
    clefs: starts.map(({ clef }) => clef?.value ?? null),
    keyFifths: guessOf(
      starts.map((start) => voteOf(start, start.keyFifths)),
      KEY_CONFIDENCE,
      page,
    ),
    timeSignature: guessOf(
      starts.map((start) => voteOf(start, start.timeSignature)),
      TIME_CONFIDENCE,
      page,
    ),
    tempo: staff ? findTempo({ page, pageWidthPt: widthPt, staff, timeBox }, lines, glyphs) : null,
  };
}

interface Vote<T> {
  readonly sign: Sign<T> | null;
  readonly isConcertPitch: boolean;
}

/** Instruments that transpose read the G clef. */
function voteOf<T>({ clef }: StaffStart, sign: Sign<T> | null): Vote<T> {
  return { sign, isConcertPitch: clef?.value === 'f' || clef?.value === 'c' };
}

/**
 * What most staves say. Those of transposing instruments show other keys; they are fewer than the rest in most
 * scores, and where they are not, a staff that cannot transpose says it, and else the top one.
 */
function guessOf<T>(
  votes: readonly Vote<T>[],
  confidence: { readonly all: number; readonly most: number; readonly tied: number },
  page: number,
): Guess<T> | null {
  const counts = new Map<T, number>();
  for (const { sign } of votes) if (sign) counts.set(sign.value, (counts.get(sign.value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const leading = votes.filter(({ sign }) => sign && counts.get(sign.value) === most);
  const chosen = leading.find(({ isConcertPitch }) => isConcertPitch)?.sign?.value ?? leading[0]?.sign?.value;
  const sign = leading.find((vote) => vote.sign?.value === chosen)?.sign;
  if (!sign) return null;
  const isTied = [...counts.values()].filter((count) => count === most).length > 1;
  return {
    value: sign.value,
    confidence: most === votes.length ? confidence.all : isTied ? confidence.tied : confidence.most,
    source: 'notation',
    evidence: { page, box: sign.box },
  };
}

function countsOf(glyphs: readonly DrawnGlyph[]): Pick<NotationPage, 'noteheads' | 'accidentals' | 'rests'> {
  const count = (isCounted: (symbol: string) => boolean) =>
    glyphs.filter(({ symbol }) => isCounted(symbol)).length;
  return {
    noteheads: count((symbol) => symbol.startsWith('notehead')),
    accidentals: count((symbol) => /^(?:double-)?(?:sharp|flat)$|^natural$/.test(symbol)),
    rests: count((symbol) => symbol === 'rest'),
  };
}
