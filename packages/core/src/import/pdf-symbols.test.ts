import { expect, test } from 'vitest';
import { createSymbolFont, type PdfFont, type PdfGlyph } from './pdf-symbol-font.ts';
import {
  isSonataFont,
  symbolOfCodePoint,
  symbolOfName,
  symbolOfSonata,
  symbolOfSonataName,
} from './pdf-symbols.ts';

const glyph = (unicode: string, more: Partial<PdfGlyph> = {}): PdfGlyph => ({
  originalCharCode: unicode.codePointAt(0) ?? 0,
  fontChar: unicode,
  unicode,
  width: 500,
  isSpace: false,
  ...more,
});

const symbolIn = (font: PdfFont, shown: PdfGlyph) => createSymbolFont(font).symbolOf(shown);

test('LilyPond names, of today and of its early versions', () => {
  expect(symbolOfName('clefs.G')).toBe('clef-g');
  expect(symbolOfName('clefs-F')).toBe('clef-f');
  expect(symbolOfName('accidentals.M2')).toBe('flat');
  expect(symbolOfName('noteheads.s2cross')).toBe('notehead-other');
  expect(symbolOfName('rests.M1o')).toBe('rest');
  expect(symbolOfName('fattened.seven')).toBe('digit-7');
  expect(symbolOfName('timesig.mensural44')).toBe('mensural');
  expect(symbolOfName('clefs.petrucci.c1')).toBe('mensural');
  expect(symbolOfName('clefs.G_change')).toBe('clef-change');
  expect(symbolOfName('scripts.trill')).toBe('ornament');
  expect(symbolOfName('scripts.upprall')).toBe('ornament');
  expect(symbolOfName('scripts.trill_element')).toBeUndefined();
  expect(symbolOfName('scripts.stopped')).toBeUndefined();
});

test('SMuFL code points, also as glyph names', () => {
  expect(symbolOfCodePoint(0xe050)).toBe('clef-g');
  expect(symbolOfCodePoint(0xe089)).toBe('digit-9');
  expect(symbolOfCodePoint(0xe08a)).toBe('time-common');
  expect(symbolOfCodePoint(0xe4e5)).toBe('rest');
  expect(symbolOfCodePoint(0xe07c)).toBe('clef-change');
  expect(symbolOfCodePoint(0xe566)).toBe('ornament');
  expect(symbolOfCodePoint(0xe520)).toBeUndefined();
  expect(symbolOfName('uniE262')).toBe('sharp');
});

test('the layout of Sonata: by Macintosh, by Windows, at 0xF000, by name', () => {
  for (const character of ['œ', 'Ï', '\uf0cf']) expect(symbolOfSonata(character)).toBe('notehead-black');
  for (const name of ['oe', 'Idieresis']) expect(symbolOfSonataName(name)).toBe('notehead-black');
  expect(symbolOfSonata('\uf026')).toBe('clef-g');
  expect(symbolOfSonataName('a63')).toBe('clef-f');
  expect(symbolOfSonataName('n')).toBe('natural');
  expect(symbolOfSonata('y')).toBeUndefined();
});

test('only the fonts of notes have that layout', () => {
  for (const name of ['ABCDEF+Maestro', 'Opus Std', 'Petrucci', 'Sonata', 'Helsinki Std', 'Inkpen2Std'])
    expect([name, isSonataFont(name)]).toEqual([name, true]);
  for (const name of [
    'Maestro Percussion',
    'Opus Text Std',
    'Opus Chords Std',
    'Helsinki Metronome Std',
    'Times',
  ])
    expect([name, isSonataFont(name)]).toEqual([name, false]);
});

test('a letters font draws no symbols but those at SMuFL code points', () => {
  const times = { name: 'ABCDEF+TimesNewRoman' };
  expect(symbolIn(times, glyph('C'))).toBeUndefined();
  expect(symbolIn(times, glyph('4'))).toBeUndefined();
  expect(symbolIn({ name: 'Leland' }, glyph('\ue062'))).toBe('clef-f');
  expect(symbolIn({ name: 'Unheard Of' }, glyph('\ue062'))).toBe('clef-f');
});

test('a code without a meaning is one of the layout', () => {
  const maestro = { name: 'ABCDEF+Maestro' };
  expect(symbolIn(maestro, glyph('\u0001', { originalCharCode: 38 }))).toBe('clef-g');
  expect(symbolIn(maestro, glyph('\u0001', { originalCharCode: 0xcf }))).toBe('notehead-black');
});

test('the names of an encoding come before the font`s own', () => {
  const differences: string[] = [];
  differences[5] = 'accidentals.sharp';
  expect(symbolIn({ name: 'Emmentaler-20', differences }, glyph('\u0005'))).toBe('sharp');
});
