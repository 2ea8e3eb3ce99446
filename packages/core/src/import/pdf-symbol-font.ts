/** The symbols of one embedded font, worked out glyph by glyph when they are first drawn. */
import type { MusicSymbol } from '@mirubato/domain/scores';
import { glyphNamesOf } from './pdf-glyph-names.ts';
import { isMusicFont } from './pdf-lines.ts';
import {
  isSonataFont,
  symbolOfCodePoint,
  symbolOfName,
  symbolOfSonata,
  symbolOfSonataName,
} from './pdf-symbols.ts';

/** What pdf.js tells of a font with `fontExtraProperties`. */
export interface PdfFont {
  readonly name?: string;
  readonly data?: Uint8Array;
  readonly isType3Font?: boolean;
  readonly composite?: boolean;
  /** Names by character code, where the PDF encodes the font anew. */
  readonly differences?: readonly string[];
  readonly fontMatrix?: readonly number[];
}

export interface PdfGlyph {
  readonly originalCharCode: number;
  /** The character that it is drawn with, which may be one of pdf.js' own. */
  readonly fontChar: string;
  /** The character that it stands for. */
  readonly unicode: string;
  /** In thousandths of the font's size; of a Type 3 font in its own units. */
  readonly width: number;
  readonly isSpace: boolean;
  /** The name of a Type 3 font's glyph. */
  readonly operatorListId?: string;
}

export interface SymbolFont {
  /** From the units of widths to the font's size. */
  readonly widthScale: number;
  /** From the font's size as set to that of its em. */
  readonly sizeScale: number;
  symbolOf(glyph: PdfGlyph): MusicSymbol | undefined;
}

/** pdf.js' `FONT_IDENTITY_MATRIX`. */
const THOUSANDTH = 0.001;

export function createSymbolFont(font: PdfFont): SymbolFont {
  const name = font.name ?? '';
  const isMusic = isMusicFont(name) || isSonataFont(name);
  // A Type 3 font has no name of its own; an exporter that draws its notes with one gives it the old codes.
  const isSonata = isSonataFont(name) || (font.isType3Font === true && !isMusic);
  const symbols = new Map<number, MusicSymbol | undefined>();
  const widthScale = font.fontMatrix?.[0] || THOUSANDTH;
  let names: Map<number, string> | undefined;

  return {
    widthScale,
    sizeScale: widthScale / THOUSANDTH,
    symbolOf(glyph) {
      const code = glyph.originalCharCode;
      if (!symbols.has(code)) symbols.set(code, identify(glyph));
      return symbols.get(code);
    },
  };

  function identify(glyph: PdfGlyph): MusicSymbol | undefined {
    const codePoint = glyph.unicode.codePointAt(0) ?? 0;
    const byCodePoint = symbolOfCodePoint(codePoint);
    if (byCodePoint) return byCodePoint;
    if (!isMusic && !isSonata) return undefined;
    const glyphName = nameOf(glyph);
    return (
      (isMusic && symbolOfName(glyphName)) ||
      (isSonata
        ? (symbolOfSonata(glyph.unicode) ??
          symbolOfSonataName(glyphName) ??
          symbolOfSonata(String.fromCodePoint(glyph.originalCharCode)))
        : undefined)
    );
  }

  function nameOf(glyph: PdfGlyph): string {
    if (glyph.operatorListId) return glyph.operatorListId;
    const encoded = font.composite ? undefined : font.differences?.[glyph.originalCharCode];
    if (encoded) return encoded;
    names ??= font.data ? glyphNamesOf(font.data) : new Map();
    return names.get(glyph.fontChar.codePointAt(0) ?? 0) ?? '';
  }
}
