/**
 * Tells which musical symbol a glyph of an embedded font is: by its name (LilyPond), by its SMuFL code point
 * (https://w3c.github.io/smufl), or by the layout of Adobe's Sonata, which Finale's and Sibelius' older fonts keep.
 */
import type { MusicSymbol } from '@mirubato/domain/scores';

/** LilyPond's names, `family.variant`; up to 2.10 accidentals were numbered by quarter tones. */
const symbolByLilyPondName: Readonly<Record<string, MusicSymbol>> = {
  'clefs.G': 'clef-g',
  'clefs.GG': 'clef-g',
  'clefs.tenorG': 'clef-g',
  'clefs.F': 'clef-f',
  'clefs.C': 'clef-c',
  'clefs.varC': 'clef-c',
  'clefs.percussion': 'clef-percussion',
  'clefs.varpercussion': 'clef-percussion',
  'clefs.tab': 'clef-tablature',
  'clefs.G_change': 'clef-change',
  'clefs.F_change': 'clef-change',
  'clefs.C_change': 'clef-change',
  'accidentals.sharp': 'sharp',
  'accidentals.2': 'sharp',
  'accidentals.flat': 'flat',
  'accidentals.M2': 'flat',
  'accidentals.natural': 'natural',
  'accidentals.0': 'natural',
  'accidentals.doublesharp': 'double-sharp',
  'accidentals.4': 'double-sharp',
  'accidentals.flatflat': 'double-flat',
  'accidentals.M4': 'double-flat',
  'timesig.C44': 'time-common',
  'timesig.C22': 'time-cut',
  'noteheads.s2': 'notehead-black',
  'noteheads.s1': 'notehead-half',
  'noteheads.s0': 'notehead-whole',
  'flags.u3': 'flag-eighth',
  'dots.dot': 'dot',
  plus: 'time-plus',
};

const digitNames = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** LilyPond's older signs, and those of chant. */
const mensuralName = /mensural|petrucci|vaticana|medicaea|hufnagel|kievan/;

/** The waves after a trill have a name of their own. */
const ornamentName = /^scripts\.(?:trill|(?:reverse)?turn|\w*prall\w*|\w*mordent)$/;

/** `name` as the font has it; undefined for what is no name of a music font. */
export function symbolOfName(name: string): MusicSymbol | undefined {
  const code = /^(?:uni|u)([0-9A-F]{4,5})$/.exec(name)?.[1];
  if (code) return symbolOfCodePoint(Number.parseInt(code, 16));
  const dotted = name.replace(/^(clefs|accidentals|noteheads|rests|timesig|flags|dots|scripts)-/, '$1.');
  if (mensuralName.test(dotted)) return 'mensural';
  const own = symbolByLilyPondName[dotted];
  if (own) return own;
  if (/^rests\.[M\d]/.test(dotted)) return 'rest';
  if (/^noteheads\.[sud]/.test(dotted)) return 'notehead-other';
  if (ornamentName.test(dotted)) return 'ornament';
  const digit = digitNames.indexOf(name.replace(/^(?:fixedwidth|fattened)\./, ''));
  return digit < 0 ? undefined : (`digit-${digit}` as MusicSymbol);
}

const symbolByCodePoint = new Map<number, MusicSymbol>([
  [0xe262, 'sharp'],
  [0xe260, 'flat'],
  [0xe261, 'natural'],
  [0xe263, 'double-sharp'],
  [0xe264, 'double-flat'],
  [0xe08a, 'time-common'],
  [0xe08b, 'time-cut'],
  [0xe08c, 'time-plus'],
  [0xe08d, 'time-plus'],
  [0xe0a2, 'notehead-whole'],
  [0xe0a3, 'notehead-half'],
  [0xe0a4, 'notehead-black'],
  // Bravura's larger note heads, which MuseScore prefers.
  [0xf4bc, 'notehead-whole'],
  [0xf4bd, 'notehead-half'],
  [0xf4be, 'notehead-black'],
  [0xe240, 'flag-eighth'],
  [0xe1e7, 'dot'],
  [0xecb7, 'dot'],
  [0xe1d3, 'note-half'],
  [0xe1d5, 'note-quarter'],
  [0xe1d7, 'note-eighth'],
  [0xe1d9, 'note-sixteenth'],
  [0xeca3, 'note-half'],
  [0xeca5, 'note-quarter'],
  [0xeca7, 'note-eighth'],
  [0xeca9, 'note-sixteenth'],
  // Unicode's own block of musical symbols.
  [0x1d11e, 'clef-g'],
  [0x1d122, 'clef-f'],
  [0x1d121, 'clef-c'],
  [0x1d134, 'time-common'],
  [0x1d135, 'time-cut'],
  [0x1d157, 'notehead-half'],
  [0x1d158, 'notehead-black'],
  [0x1d15d, 'notehead-whole'],
  [0x1d15e, 'note-half'],
  [0x1d15f, 'note-quarter'],
  [0x1d160, 'note-eighth'],
]);

/** First and last code point. */
const symbolByRange: readonly (readonly [number, number, MusicSymbol])[] = [
  [0xe050, 0xe05b, 'clef-g'],
  [0xe05c, 0xe060, 'clef-c'],
  [0xe062, 0xe068, 'clef-f'],
  [0xe069, 0xe06a, 'clef-percussion'],
  [0xe06d, 0xe06e, 'clef-tablature'],
  [0xe07a, 0xe07c, 'clef-change'],
  [0xe0a0, 0xe0ff, 'notehead-other'],
  [0xe100, 0xe1cf, 'notehead-other'],
  [0xe4e0, 0xe4f3, 'rest'],
  [0xe566, 0xe56f, 'ornament'],
  [0xe900, 0xe9ff, 'mensural'],
];

/** SMuFL and Unicode. */
export function symbolOfCodePoint(codePoint: number): MusicSymbol | undefined {
  if (codePoint >= 0xe080 && codePoint <= 0xe089) return `digit-${codePoint - 0xe080}` as MusicSymbol;
  return (
    symbolByCodePoint.get(codePoint) ??
    symbolByRange.find(([first, last]) => codePoint >= first && codePoint <= last)?.[2]
  );
}

/** By the character on a Macintosh, where the layout comes from, and by the one Windows has at the same code. */
const symbolBySonataCharacter = new Map<string, MusicSymbol>(
  (
    [
      ['&V', 'clef-g'],
      ['?t', 'clef-f'],
      ['B', 'clef-c'],
      ['#', 'sharp'],
      ['b', 'flat'],
      ['n', 'natural'],
      ['‹Ü', 'double-sharp'],
      ['∫º', 'double-flat'],
      ['c', 'time-common'],
      ['C', 'time-cut'],
      ['+', 'time-plus'],
      ['œÏ', 'notehead-black'],
      ['˙ú', 'notehead-half'],
      ['wW', 'notehead-whole'],
      ['ŒÎ‰ä≈ÅÓî∑·®¨', 'rest'],
      ['h', 'note-half'],
      ['q', 'note-quarter'],
      ['e', 'note-eighth'],
      ['x', 'note-sixteenth'],
      ['.', 'dot'],
    ] as const
  ).flatMap(([characters, symbol]) => [...characters].map((character) => [character, symbol] as const)),
);

/** `character` as read, also at 0xF000 and more, where Windows puts the codes of a symbol font. */
export function symbolOfSonata(character: string): MusicSymbol | undefined {
  const code = character.codePointAt(0) ?? 0;
  const own = code >= 0xf020 && code <= 0xf0ff ? String.fromCharCode(code - 0xf000) : character;
  if (own >= '0' && own <= '9') return `digit-${own}` as MusicSymbol;
  return symbolBySonataCharacter.get(own);
}

/** Names in Adobe's list of the characters above, for fonts that name their glyphs and say no more. */
const characterByAdobeName: Readonly<Record<string, string>> = {
  ampersand: '&',
  question: '?',
  numbersign: '#',
  guilsinglleft: '‹',
  Udieresis: '‹',
  integral: '∫',
  ordmasculine: '∫',
  plus: '+',
  oe: 'œ',
  Idieresis: 'œ',
  dotaccent: '˙',
  uacute: '˙',
  OE: 'Œ',
  Icircumflex: 'Œ',
  perthousand: '‰',
  adieresis: '‰',
  approxequal: '≈',
  Aring: '≈',
  Oacute: 'Ó',
  icircumflex: 'Ó',
  summation: '∑',
  periodcentered: '∑',
  registered: '®',
  period: '.',
};

export function symbolOfSonataName(name: string): MusicSymbol | undefined {
  const digit = digitNames.indexOf(name);
  if (digit >= 0) return `digit-${digit}` as MusicSymbol;
  // "a38", "g38", "C38": a converter's numbering by character code.
  const code = /^[a-zA-Z](\d{2,3})$/.exec(name)?.[1];
  const character = code ? String.fromCharCode(Number(code)) : (characterByAdobeName[name] ?? name);
  return [...character].length === 1 ? symbolOfSonata(character) : undefined;
}

/** Families in Sonata's layout; their companions with dynamics, chord symbols or letters are others. */
const sonataFamilies =
  /^(?:sonata|petrucci|maestro|engraver(?:fontset|font)?(?:$|-)|opus(?:std)?(?:$|-)|inkpen2?(?:std)?(?:$|-)|helsinki(?:std)?(?:$|-)|reprise(?:std)?(?:$|-)|norfolk(?:std)?(?:$|-)|pori(?:std)?(?:$|-)|jazz(?:$|-)|chaconne|ghent|november(?:$|-)|toccata|fughetta|broadwaycopyist(?:$|-)|finalemaestro(?:$|-)|anastasia|godfrey)/i;

/** `name` as embedded. */
export function isSonataFont(name: string): boolean {
  const family = name.replace(/^[A-Z]{6}\+/, '').replace(/[ _]/g, '');
  return (
    sonataFamilies.test(family) &&
    !/text|chord|special|percussion|metronome|ornament|figured|roman|function|script|title|note ?names|rehearsal|big ?time|japanese|plainchant|wide/i.test(
      family,
    )
  );
}
