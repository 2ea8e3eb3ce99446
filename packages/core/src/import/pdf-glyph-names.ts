/** Reads glyph names out of an embedded font, since pdf.js says only by which character it draws a glyph. */

const NO_GLYPH = '.notdef';

/** CFF's own first strings, which a font names by number; beyond the letters come ornaments no music font has. */
const STANDARD_STRINGS = 391;

/** Of those, the few that matter: digits, signs and letters, from number 1, as in Appendix A of Adobe's TN 5176. */
const standardNames =
  'space exclam quotedbl numbersign dollar percent ampersand quoteright parenleft parenright asterisk plus comma hyphen period slash zero one two three four five six seven eight nine colon semicolon less equal greater question at A B C D E F G H I J K L M N O P Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum underscore quoteleft a b c d e f g h i j k l m n o p q r s t u v w x y z'.split(
    ' ',
  );

/**
 * Names by the character (a code point) that pdf.js draws them with. `data` is an OpenType font with CFF
 * outlines, as pdf.js rewrites every Type 1 font; anything else, or what is damaged, has no names.
 */
export function glyphNamesOf(data: Uint8Array): Map<number, string> {
  const names = new Map<number, string>();
  try {
    const tables = tablesOf(view(data));
    const cff = tables.get('CFF ');
    const cmap = tables.get('cmap');
    if (!cff || !cmap) return names;
    const glyphNames = charsetOf(cff);
    for (const [character, glyph] of charactersOf(cmap)) {
      const name = glyphNames[glyph];
      if (name) names.set(character, name);
    }
  } catch (cause) {
    // Reading past the end of a damaged font.
    if (!(cause instanceof RangeError)) throw cause;
  }
  return names;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function part(whole: DataView, start: number, length = whole.byteLength - start): DataView {
  return new DataView(whole.buffer, whole.byteOffset + start, length);
}

function latin1(of: DataView, start: number, length: number): string {
  return String.fromCharCode(...new Uint8Array(of.buffer, of.byteOffset + start, length));
}

function tablesOf(font: DataView): Map<string, DataView> {
  const tables = new Map<string, DataView>();
  for (let index = 0; index < font.getUint16(4); index += 1) {
    const at = 12 + index * 16;
    tables.set(latin1(font, at, 4), part(font, font.getUint32(at + 8), font.getUint32(at + 12)));
  }
  return tables;
}

/** Pairs of character and glyph, of the formats 4 and 12, which are those pdf.js writes. */
function* charactersOf(cmap: DataView): Generator<readonly [number, number]> {
  for (let index = 0; index < cmap.getUint16(2); index += 1) {
    const table = part(cmap, cmap.getUint32(4 + index * 8 + 4));
    if (table.getUint16(0) === 4) yield* segments(table);
    else if (table.getUint16(0) === 12) yield* groups(table);
  }
}

function* segments(table: DataView): Generator<readonly [number, number]> {
  const size = table.getUint16(6);
  for (let at = 14; at < 14 + size; at += 2) {
    const last = table.getUint16(at);
    const first = table.getUint16(at + size + 2);
    const delta = table.getUint16(at + size * 2 + 2);
    const offsetAt = at + size * 3 + 2;
    const offset = table.getUint16(offsetAt);
    for (let character = first; character <= last && character < 0xffff; character += 1) {
      const glyph = offset === 0 ? character : table.getUint16(offsetAt + offset + (character - first) * 2);
      if (glyph !== 0 || offset === 0) yield [character, (glyph + delta) & 0xffff];
    }
  }
}

function* groups(table: DataView): Generator<readonly [number, number]> {
  for (let index = 0; index < table.getUint32(12); index += 1) {
    const at = 16 + index * 12;
    const first = table.getUint32(at);
    // A damaged length would count to four billion.
    const last = Math.min(table.getUint32(at + 4), first + 0xffff);
    for (let character = first; character <= last; character += 1) {
      yield [character, table.getUint32(at + 8) + character - first];
    }
  }
}

/** Names in the order of the glyphs; empty for a font that numbers its glyphs instead (CID). */
function charsetOf(cff: DataView): string[] {
  const headerSize = cff.getUint8(2);
  const names = indexOf(cff, headerSize);
  const topDicts = indexOf(cff, names.end);
  const strings = indexOf(cff, topDicts.end);
  const [from, to] = topDicts.items[0] ?? [0, 0];
  const { charset, charStrings, isCid } = topDictOf(cff, from, to);
  // 0 to 2 are Adobe's own charsets, of letters only.
  if (isCid || charset <= 2) return [];
  const count = indexOf(cff, charStrings).items.length;
  const nameOf = (sid: number) => {
    if (sid === 0) return NO_GLYPH;
    if (sid < STANDARD_STRINGS) return standardNames[sid - 1] ?? '';
    const [start, end] = strings.items[sid - STANDARD_STRINGS] ?? [0, 0];
    return latin1(cff, start, end - start);
  };
  const glyphNames = [NO_GLYPH];
  const format = cff.getUint8(charset);
  let at = charset + 1;
  while (glyphNames.length < count) {
    const sid = cff.getUint16(at);
    const left = format === 0 ? 0 : format === 1 ? cff.getUint8(at + 2) : cff.getUint16(at + 2);
    at += 2 + Math.min(format, 2);
    for (let step = 0; step <= left; step += 1) glyphNames.push(nameOf(sid + step));
  }
  // pdf.js 6 writes the name of the first glyph, which has none, to the second, and all others one too late.
  return glyphNames[1] === NO_GLYPH ? glyphNames.slice(1) : glyphNames;
}

interface CffIndex {
  /** Start and end of each item, from the start of the table. */
  readonly items: (readonly [number, number])[];
  readonly end: number;
}

function indexOf(cff: DataView, start: number): CffIndex {
  const count = cff.getUint16(start);
  if (count === 0) return { items: [], end: start + 2 };
  const size = cff.getUint8(start + 2);
  const offset = (index: number) => {
    let value = 0;
    for (let byte = 0; byte < size; byte += 1)
      value = value * 256 + cff.getUint8(start + 3 + index * size + byte);
    return value;
  };
  const base = start + 2 + (count + 1) * size;
  const items = Array.from(
    { length: count },
    (_, index) => [base + offset(index), base + offset(index + 1)] as const,
  );
  return { items, end: base + offset(count) };
}

interface TopDict {
  readonly charset: number;
  readonly charStrings: number;
  readonly isCid: boolean;
}

/** Operands come before their operator: 15 is the charset's place, 17 that of the outlines, 12 30 marks CID. */
function topDictOf(cff: DataView, from: number, to: number): TopDict {
  let charset = 0;
  let charStrings = 0;
  let isCid = false;
  let operand = 0;
  for (let at = from; at < to; ) {
    const byte = cff.getUint8(at);
    at += 1;
    if (byte === 28) {
      operand = cff.getInt16(at);
      at += 2;
    } else if (byte === 29) {
      operand = cff.getInt32(at);
      at += 4;
    } else if (byte === 30) {
      while ((cff.getUint8(at) & 0x0f) !== 0x0f) at += 1;
      at += 1;
    } else if (byte >= 251) {
      operand = -(byte - 251) * 256 - cff.getUint8(at) - 108;
      at += 1;
    } else if (byte >= 247) {
      operand = (byte - 247) * 256 + cff.getUint8(at) + 108;
      at += 1;
    } else if (byte >= 32) operand = byte - 139;
    else if (byte === 12) {
      isCid ||= cff.getUint8(at) === 30;
      at += 1;
    } else if (byte === 15) charset = operand;
    else if (byte === 17) charStrings = operand;
  }
  return { charset, charStrings, isCid };
}
