/** Facts of the notation: what the glyphs and lines of the first page of music say, and where. */
import type { DrawnGlyph, PageDrawing } from './page-drawing.ts';
import type { Box, Guess } from './reading.ts';
import { type Clef, readStaffStart, type Sign, type StaffStart } from './staff-start.ts';
import { findStaves, findSystems, type System } from './staves.ts';

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
}

/** How often the first key signature was right on engraved scores, by how many of the staves say so. */
const KEY_CONFIDENCE = { all: 0.97, most: 0.9, tied: 0.6 };
const TIME_CONFIDENCE = { all: 0.98, most: 0.9, tied: 0.6 };

/** Null where no page has a staff. */
export function readNotation(drawings: readonly PageDrawing[]): Notation | null {
  const pages: NotationPage[] = [];
  let starts: readonly StaffStart[] | undefined;
  for (const drawing of drawings) {
    const systems = findSystems(findStaves(drawing), drawing.verticals);
    if (systems.length === 0) continue;
    starts ??= systems[0]?.staves.map((staff) => readStaffStart(staff, drawing.glyphs));
    pages.push({ page: drawing.page, systems, ...countsOf(drawing.glyphs) });
  }
  const page = pages[0]?.page;
  if (!starts || page === undefined) return null;
  return {
    pages,
    clefs: starts.map(({ clef }) => clef?.value ?? null),
    // Staves of transposing instruments show other keys. They are fewer than the rest in most scores, and where they
    // are not, the top staff is what a player looks at.
    keyFifths: guessOf(
      starts.map(({ keyFifths }) => keyFifths),
      KEY_CONFIDENCE,
      page,
    ),
    timeSignature: guessOf(
      starts.map(({ timeSignature }) => timeSignature),
      TIME_CONFIDENCE,
      page,
    ),
  };
}

/** What most staves say, and of as many the uppermost. */
function guessOf<T>(
  signs: readonly (Sign<T> | null)[],
  confidence: { readonly all: number; readonly most: number; readonly tied: number },
  page: number,
): Guess<T> | null {
  const said = signs.filter((sign) => sign !== null);
  const votes = new Map<T, number>();
  for (const { value } of said) votes.set(value, (votes.get(value) ?? 0) + 1);
  const most = Math.max(...votes.values());
  const first = said.find(({ value }) => votes.get(value) === most);
  if (!first) return null;
  const isTied = [...votes.values()].filter((count) => count === most).length > 1;
  return {
    value: first.value,
    confidence: most === signs.length ? confidence.all : isTied ? confidence.tied : confidence.most,
    source: 'notation',
    evidence: { page, box: first.box as Box },
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
