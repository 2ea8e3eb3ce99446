/**
 * Guesses a score's title and composer from the words above its first staff, from the PDF's own metadata and from
 * its file name. Rules only: sizes and places first, then what words say. Where sources agree, trust grows.
 * One long file, because the three sources are judged by the same words.
 */

import type { People, PersonMatch } from '../people/people.ts';
import { hasLivingDates, isContactAlone, withoutContact, withoutLivingDates } from './living-dates.ts';
import type { Box, Guess } from './reading.ts';

/** Words side by side on one page, music glyphs left out. */
export interface TextLine {
  /** More than one space where a letter-spaced line parts its words. */
  readonly text: string;
  /** From 1. */
  readonly page: number;
  readonly box: Box;
  readonly fontSizePt: number;
  /** 0 to 1, of words recognised in a picture alone. */
  readonly confidence?: number;
}

export interface HeadingPage {
  /** From 1. */
  readonly number: number;
  readonly widthPt: number;
  readonly heightPt: number;
  /** Where the first staff begins; null when none was found: a cover, or a picture. */
  readonly staffTopPt: number | null;
  /** From top to bottom. */
  readonly lines: readonly TextLine[];
}

export interface Heading {
  /** Never null unless the file has no name: the cleaned file name is the last resort. */
  readonly title: Guess | null;
  readonly composer: Guess | null;
}

/** `pages` are the first pages up to the one where the music begins. */
export function guessHeading(
  pages: readonly HeadingPage[],
  metadata: { readonly title?: string; readonly author?: string },
  fileName: string,
  people: People,
): Heading {
  const named = parseFileName(fileName, people);
  const metadataTitle = cleanMetadataTitle(metadata.title);
  const metadataComposer = isJunk(metadata.author ?? '') ? null : parseComposer(metadata.author ?? '');
  const zone = headingZone(pages);
  const nameless = zone && { ...zone, lines: zone.lines.filter(({ text }) => !isPersonAlone(text, people)) };
  const title = nameless && titleOnPage(nameless, [metadataTitle, named.title]);
  const composer =
    zone &&
    composerOnPage(zone, title?.lines ?? [], [metadataComposer?.name ?? null, named.composer], people);
  const titles: (Guess | null | undefined)[] = [
    title?.guess,
    metadataTitle
      ? guess(metadataTitle, folded(metadataTitle) === folded(named.title) ? 0.7 : 0.5, 'pdf-metadata')
      : null,
    named.title ? guess(named.title, named.titleConfidence, 'file-name') : null,
  ];
  const composers: (Guess | null | undefined)[] = [
    composer,
    metadataComposer
      ? guess(metadataComposer.name, isComposer(metadataComposer.name, people) ? 0.7 : 0.5, 'pdf-metadata')
      : null,
    named.composer
      ? guess(named.composer, isComposer(named.composer, people) ? 0.6 : 0.35, 'file-name')
      : null,
  ];
  return { title: mostTrusted(titles), composer: mostTrusted(composers) };
}

/** "Charles Baudelaire" in a line of its own, however large, is nobody's title. */
function isPersonAlone(text: string, people: People): boolean {
  return people.find(text.replace(/^\P{L}+|\P{L}+$/gu, ''))?.kind === 'name';
}

function guess(
  value: string,
  confidence: number,
  source: Guess['source'],
  lines: readonly TextLine[] = [],
): Guess {
  const [first] = lines;
  const evidence = first ? { page: first.page, box: around(lines.map(({ box }) => box)) } : null;
  return { value, confidence: Math.round(Math.min(0.98, confidence) * 100) / 100, source, evidence };
}

function mostTrusted(guesses: readonly (Guess | null | undefined)[]): Guess | null {
  let best: Guess | null = null;
  for (const each of guesses) if (each && each.confidence > (best?.confidence ?? 0)) best = each;
  return best;
}

function around(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map(([x]) => x));
  const top = Math.min(...boxes.map(([, y]) => y));
  const right = Math.max(...boxes.map(([x, , width]) => x + width));
  const bottom = Math.max(...boxes.map(([, y, , height]) => y + height));
  return [left, top, right - left, bottom - top].map(
    (value) => Math.round(value * 10) / 10,
  ) as unknown as Box;
}

interface Zone {
  readonly page: HeadingPage;
  readonly lines: readonly TextLine[];
  /** The zone's lower end is a staff that was found, not a guess. */
  readonly isExact: boolean;
}

/** The lines above the first staff, or of the cover, from top to bottom; empty where there are no words. */
export function headingLines(pages: readonly HeadingPage[]): readonly TextLine[] {
  return headingZone(pages)?.lines ?? [];
}

/** Part of a page without staves (a picture with recognised text) in which a heading is sought. */
const UPPER_PART = 0.4;

/** A cover has few words and large ones; more lines are a preface or a licence. */
const MAX_COVER_LINES = 30;
const MIN_COVER_TITLE_PT = 16;

function headingZone(pages: readonly HeadingPage[]): Zone | null {
  const music = pages.find(({ staffTopPt }) => staffTopPt !== null);
  const cover = pages.find((page) => page.number < (music?.number ?? 0) && isCover(page));
  if (cover) return { page: cover, lines: readable(cover.lines), isExact: true };
  if (music) {
    const end = music.staffTopPt ?? 0;
    const lines = music.lines.filter(({ box, fontSizePt }) => box[1] + box[3] <= end + fontSizePt * 0.3);
    return { page: music, lines: readable(lines), isExact: true };
  }
  const page = pages[0];
  if (!page) return null;
  const lines = page.lines.filter(({ box }) => box[1] < page.heightPt * UPPER_PART);
  return { page, lines: readable(lines), isExact: false };
}

function isCover({ lines }: HeadingPage): boolean {
  const words = lines.filter(({ text }) => letters(text) > 0);
  return words.length <= MAX_COVER_LINES && words.some(({ fontSizePt }) => fontSizePt >= MIN_COVER_TITLE_PT);
}

/** Longer lines are prose; the patterns below are not meant for them. */
const MAX_LINE_CHARACTERS = 200;

function readable(lines: readonly TextLine[]): TextLine[] {
  const clean = lines
    .map((line) => ({ ...line, text: joinLetterSpaced(line.text) }))
    .filter(({ text }) => letters(text) > 0 && text.length <= MAX_LINE_CHARACTERS)
    .filter(({ text }) => !placeholder.test(text) && !isContactAlone(text));
  return joinCredits(clean);
}

/** What a notation program prints where nothing was filled in. */
const placeholder = /^\[?(?:title|subtitle|composer|composer ?\/ ?arranger|arranger|lyricist)\]?$/i;

/** "Music by" on one line and the name on the next are one credit. */
function joinCredits(lines: readonly TextLine[]): TextLine[] {
  const joined: TextLine[] = [];
  for (const line of lines) {
    const credit = joined.findLast((each) => creditAlone.test(each.text) && isJustBelow(line, each));
    if (!credit) joined.push(line);
    else
      joined[joined.indexOf(credit)] = {
        ...line,
        text: `${credit.text} ${line.text}`,
        box: around([credit.box, line.box]),
      };
  }
  return joined;
}

const creditAlone =
  /^(?:(?:words|lyrics|music|text|musik|worte|arranged|transcribed|edited|composed|paroles|musique|and|und|et|&|\/|,)\s*)+(?:by|von|de|:)$/i;

function isJustBelow({ box }: TextLine, upper: TextLine): boolean {
  const drop = box[1] - upper.box[1];
  const overlap = Math.min(box[0] + box[2], upper.box[0] + upper.box[2]) - Math.max(box[0], upper.box[0]);
  return drop > upper.fontSizePt * 0.5 && drop < upper.fontSizePt * 2 && overlap > 0;
}

/**
 * "R O M A N C E" is "ROMANCE" and "A r r a n gement" is "Arrangement": three single letters in a row or more, with
 * what is left of the word. Runs of spaces part words.
 */
export function joinLetterSpaced(text: string): string {
  return text
    .replace(
      /(?<![\p{L}\p{N}])(?:\p{L}[ ]){2,}\p{L}(?![\p{L}\p{N}'’])(?: (\p{Ll}{2,}))?/gu,
      (run, rest?: string) => {
        const isRestOfWord = rest !== undefined && /\p{Ll} \p{Ll}+$/u.test(run) && !particles.has(rest);
        if (rest === undefined || isRestOfWord) return run.replaceAll(' ', '');
        return `${run.slice(0, -rest.length).replaceAll(' ', '')} ${rest}`;
      },
    )
    .replace(/\s+/g, ' ')
    .trim();
}

const tempoWords =
  /^(?:molto |più |poco |non |sehr |un |assez |très |tempo di )?(?:adagi|allegr|andant|larg|lent|moder|prest|viva|vivo|grav|maestos|con |langsam|schnell|lebhaft|mäßig|massig|ruhig|bewegt|etwas|animé|modéré|vif|slow|fast|swing|freely|ballad\b|tempo|rubato|dolce|cantabile|cresc|rit|lively|gently|moderately|slowly)/i;

const instrumentWords = wordSet(
  `piano pianoforte klavier violin violine violini violino viola cello violoncello violoncelle contrabass contrabasso bass
  basso flute flöte flauto oboe clarinet klarinette bassoon fagott horn trumpet trombone tuba guitar gitarre guitare ukulele
  organ orgel harpsichord cembalo continuo voice voices gesang chant soprano alto tenor baritone satb ssa ttbb choir coro
  harp timpani percussion drum drums saxophone sax recorder lead full sheet score conductor part parts partitur partitura
  quartet quintet duet trio orchestra strings string`,
);

const besideInstruments = wordSet(
  'for für pour per para solo in and und et y e with mit i ii iii iv st nd b a c d f g flat mezzo or oder ou',
);

/** "Violin I", "for SATB and Piano", "Full Score". */
function isInstrumentLine(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return (
    words.some((word) => instrumentWords.has(word)) &&
    words.every((word) => instrumentWords.has(word) || besideInstruments.has(word))
  );
}

function wordSet(words: string): Set<string> {
  return new Set(words.split(/\s+/));
}

const opusOnly =
  /^[([]?(?:op(?:us|\.)?|bwv|k\.?v?|hob\.?|woo|d|rv|no\.?|nr\.?|n°|nº|#)[ .:]*[\divxlc]+[ ,.:;/a-z\d()-]*$/i;

const chords =
  /^(?:[A-GH](?:[#b♯♭]|is|es)?(?:m|maj|min|dim|aug|sus|add|°|ø|\d|\(|\))*(?: ?\/[A-GH][#b♯♭]?)?\s*)+$/;

const notATitle =
  /^(?:copyright|©|\(c\)|https?:|www\.|page |seite |pag\.|words|lyrics|text(?:e|o)?[ :]|music (?:by|:)|musik[ :]|arr\b|arranged|transcri|edited|ed\. |poem|translat|composed|by |von |dedicated|à mon|à ma|à madame|à monsieur|dedicat|herrn|frau|public domain|key:|tuning|capo|standard tuning|=)/i;

interface PageTitle {
  readonly guess: Guess;
  readonly lines: readonly TextLine[];
}

/** Titles are hardly ever smaller; a page whose largest words are may have none. */
const USUAL_TITLE_PT = 14;

/** "3. Juni", "IV. Largo": one piece of a set, whose own title may be as large or larger. */
const numbered = /^(?:\d{1,3}[a-z]?|[IVXL]{1,6})[.)] ?\p{L}/u;
const NUMBERED_FROM = 0.7;

/** How far off the page's middle a line may stand and still be called centred, as a part of the width. */
const CENTRE_TOLERANCE = 0.05;

function titleOnPage(zone: Zone, hints: readonly (string | null)[]): PageTitle | null {
  const largest = Math.max(0, ...zone.lines.map(({ fontSizePt }) => fontSizePt));
  const ranked = zone.lines
    .map((line) => ({ line, score: titleScore(line, zone, largest, hints) }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = ranked;
  if (!best || best.score < 0.6) return null;
  const lines = withContinuations(best.line, zone);
  const value = trimTitle(lines.map(({ text }) => text).join(' '));
  if (!value) return null;
  const lead = best.score - (lines.includes(second?.line as TextLine) ? 0 : (second?.score ?? 0));
  const isHinted = hints.some((hint) => hint && agrees(hint, value));
  const confidence =
    0.6 + Math.min(0.25, lead * 0.5) + (isCentred(best.line, zone.page) ? 0.1 : 0) + (isHinted ? 0.2 : 0);
  return { guess: guess(value, zone.isExact ? confidence : confidence * 0.8, 'page', lines), lines };
}

function titleScore(
  line: TextLine,
  { page }: Zone,
  largest: number,
  hints: readonly (string | null)[],
): number {
  const { text, fontSizePt } = line;
  let score = fontSizePt / Math.max(largest, USUAL_TITLE_PT);
  if (isCentred(line, page)) score += 0.25;
  else if (isRightAligned(line, page)) score -= 0.4;
  else score -= 0.2;
  if (hints.some((hint) => hint && agrees(hint, text))) score += 0.2;
  if (numbered.test(text) && isCentred(line, page) && fontSizePt >= largest * NUMBERED_FROM) score += 0.5;
  if (notATitle.test(text)) score -= 0.6;
  if (tempoWords.test(text) && fontSizePt < largest) score -= 0.3;
  if (isInstrumentLine(text)) score -= 0.4;
  if (opusOnly.test(text)) score -= 0.4;
  if (/^[([]/.test(text)) score -= 0.3;
  // A piece may be called "A" or "Be", none is called "Em G A".
  if (chords.test(text) && (fontSizePt < USUAL_TITLE_PT || text.includes(' '))) score -= 0.8;
  if (hasLivingDates(text)) score -= 0.4;
  if (text.length > 120 || letters(text) < 2) score -= 0.5;
  return score;
}

/** The lines before and after that look the same: a long title is set in two lines. */
function withContinuations(line: TextLine, { lines, page }: Zone): TextLine[] {
  const title = [line];
  const index = lines.indexOf(line);
  for (
    let next = index + 1;
    next < lines.length && isContinuation(title.at(-1), lines[next], page);
    next += 1
  ) {
    title.push(lines[next] as TextLine);
  }
  for (let before = index - 1; before >= 0 && isContinuation(lines[before], title[0], page); before -= 1) {
    title.unshift(lines[before] as TextLine);
  }
  return title;
}

function isContinuation(
  upper: TextLine | undefined,
  lower: TextLine | undefined,
  page: HeadingPage,
): boolean {
  if (!upper || !lower) return false;
  const size = upper.fontSizePt;
  const gap = lower.box[1] - upper.box[1];
  return (
    Math.abs(lower.fontSizePt - size) < size * 0.03 &&
    gap > size * 0.5 &&
    gap < size * 1.8 &&
    isCentred(upper, page) &&
    isCentred(lower, page) &&
    !/^[([]/.test(lower.text) &&
    !notATitle.test(lower.text)
  );
}

function isCentred({ box }: TextLine, page: HeadingPage): boolean {
  return Math.abs(box[0] + box[2] / 2 - page.widthPt / 2) < page.widthPt * CENTRE_TOLERANCE;
}

function isRightAligned({ box }: TextLine, page: HeadingPage): boolean {
  const isRightOfMiddle = box[0] + box[2] / 2 > page.widthPt * 0.56;
  return box[0] + box[2] > page.widthPt * 0.8 && isRightOfMiddle && box[0] > page.widthPt * 0.3;
}

function composerOnPage(
  zone: Zone,
  titleLines: readonly TextLine[],
  hints: readonly (string | null)[],
  people: People,
): Guess | null {
  const titleBottom = Math.max(0, ...titleLines.map(({ box }) => box[1]));
  let best: { score: number; name: string; line: TextLine } | null = null;
  for (const line of zone.lines) {
    if (titleLines.some(({ box }) => box === line.box)) continue;
    const parsed = parseComposer(line.text);
    if (!parsed) continue;
    const score = composerScore(line, parsed, zone.page, titleBottom, hints, people);
    if (score > (best?.score ?? 0)) best = { score, name: parsed.name, line };
  }
  if (!best || best.score < 0.35) return null;
  // Of engraved scores every name was right that stood where a composer does, known or not.
  const lead = best.score < 0.5 ? 0 : 0.08;
  const confidence = Math.min(0.95, 0.58 + best.score * 0.33 + lead);
  return guess(best.name, zone.isExact ? confidence : confidence * 0.8, 'page', [best.line]);
}

function composerScore(
  line: TextLine,
  { name, isStated, hasYears }: ParsedComposer,
  page: HeadingPage,
  titleBottom: number,
  hints: readonly (string | null)[],
  people: People,
): number {
  const known = knownPerson(name, people)?.person.roles;
  const isKnownComposer = known?.includes('composer') ?? false;
  let score = 0;
  if (isRightAligned(line, page)) score += 0.6;
  else if (isCentred(line, page)) score += 0.1;
  else if (line.box[0] < page.widthPt * 0.2 && !isKnownComposer) score -= 0.1;
  if (isStated) score += 0.5;
  if (hasYears) score += 0.3;
  if (isKnownComposer) score += 0.4;
  else if (known && !isStated) score -= 0.6;
  if (hints.some((hint) => hint && sharesSurname(hint, name))) score += 0.5;
  if (line.box[1] < titleBottom) score -= 0.15;
  if (name.split(' ').length === 1 && !isKnownComposer) score -= 0.2;
  return score;
}

/** A credit, a dedication, a tempo, a copyright: it stands in a heading and is no part of the title. */
export function isOtherThanTitle(text: string): boolean {
  const isPerson = parseComposer(text) !== null && hasLivingDates(text);
  const isRole = notATitle.test(text) || otherRole.test(text.replace(/^[([]/, ''));
  return isPerson || isRole || tempoWords.test(text) || chords.test(text);
}

interface ParsedComposer {
  readonly name: string;
  /** The line says so: "Music by …". */
  readonly isStated: boolean;
  readonly hasYears: boolean;
}

const statedComposer =
  /^(?:(?:words|lyrics|text|worte|paroles|letra|testo) *(?:and|und|et|y|e|&|\/|,|\+) *)?(?:music|musik|musique|música|musica|muziek|melody|melodie|mel\.|weise|tune|composer|compositeur|compositor|composed|comp\.?|komponist|kompozice|муз(?:ыка|\.)|музика)(?: *(?:and|und|et|y|e|&|\/) *(?:words|lyrics|text|arrangement|arr\.?))? *(?:by|von|de|di|par|por|[:.])+ */i;

/** Lines that name somebody or something else. */
const otherRole =
  /^(?:(?:words|lyrics?|lyricist|texte?|testo|poem|poet|poésie|poetry|paroles|worte|gedicht|letra|parole|versi|слова|сл|вірші|arr|arreglo|satz|trans|ed|rev|orch|fingering|from|aus|after|für|for|to|à|au|an|op|opus|no|nr|in|copyright|voice|key|page|tempo|capo|tuning)(?!\p{L})|dichtung|librett|arrang|harmoni[sz]|transcri|translat|übers|edited|editor|revised|engrav|typeset|orchestrat|bearb|dedicat|d'après|©|\(|\[)/iu;

/** Nobody is known to have composed it. */
const noComposer =
  /^(?:trad(?:itional|itionell|icional|\.)?|anon(?:ymous|yme|imo|\.)?|folk ?song|volkslied|volksweise)(?![\p{L}\d])/iu;

const creditAfterName =
  /[\s,;/|–-]*(?<!\p{L})(?:(?:arr|arranged|words|lyrics|text|edited|ed|transcr\p{L}*|harm)(?!\p{L})[ .:]*|(?:op|opus|bwv|woo|hob|rv|kv?)[ .:]*(?=\d|[ivxl]+:)).*$/iu;

const particles = wordSet(
  'van von der den de del della di da du des la le les y e et and & zu zur ter ten in of the for no st',
);

/** A person's name out of a line such as "Music by Franz Schubert (1797–1828), Op. 5"; null when it is none. */
export function parseComposer(text: string): ParsedComposer | null {
  const stated =
    text.match(statedComposer)?.[0] ??
    text.match(/^(?:by|di|von|par|attr(?:ibuted to|\.)) +(?=\p{Lu})/iu)?.[0] ??
    '';
  const rest = withoutContact(text.slice(stated.length));
  if (!stated && otherRole.test(text)) return null;
  const hasYears = hasLivingDates(rest);
  const name = withoutLivingDates(rest.replace(creditAfterName, ''))
    .replace(/[([](?:[^\p{Lu}]*|[^)\]]*\d[^)\]]*)[)\]]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:.–—-]+|[\s,;:–—-]+$/g, '')
    .replace(/(?<=\p{L}{4})\.$/u, '')
    .trim();
  const nobody = noComposer.exec(name)?.[0];
  if (nobody) return { name: nobody, isStated: nobody === name, hasYears };
  if (!isName(name) || chords.test(name) || tempoWords.test(name) || isInstrumentLine(name)) return null;
  return { name, isStated: stated !== '', hasYears };
}

function isName(text: string): boolean {
  const words = text.split(/\s+/);
  if (text.length < 3 || text.length > 60 || words.length > 8 || /[\d=:!?"]/.test(text)) return false;
  return words.every(
    (word) => particles.has(word.toLowerCase()) || /^[(“]?(?:\p{Lu}|\p{Lo}|[dlo]['’]\p{Lu})/u.test(word),
  );
}

/** Somebody known by the name, or by the first of several. */
export function knownPerson(name: string, people: People): PersonMatch | undefined {
  const [first = ''] = name.split(/\s*(?:[/&;]|(?<!\p{L})(?:and|und|et|y|e)(?!\p{L}))\s*/u);
  return people.find(name) ?? people.find(first);
}

function isComposer(name: string, people: People): boolean {
  return knownPerson(name, people)?.person.roles.includes('composer') ?? false;
}

function sharesSurname(a: string, b: string): boolean {
  const words = new Set(
    b
      .split(/[\s,.]+/)
      .map(folded)
      .filter((word) => word.length > 2),
  );
  return a.split(/[\s,.]+/).some((word) => words.has(folded(word)));
}

interface NamedParts {
  readonly title: string;
  readonly titleConfidence: number;
  readonly composer: string | null;
}

/** "Composer - Title", "Title - Composer" where the composer is known, and IMSLP's numbered names. */
export function parseFileName(fileName: string, people: People): NamedParts {
  const whole = (fileName.split(/[\\/]/).at(-1) ?? '')
    .replace(/\.pdf$/i, '')
    .replace(/^IMSLP\d+-(?:(?:PMLP|WIMA|SIBLEY)[\w.]*?-)?/i, '')
    .replace(/%20|_/g, ' ')
    .replace(/\s*\(\d+\)$|\s+copy(?: \d+)?$/i, '')
    .replace(/\s+/g, ' ')
    .trim();
  const parts = whole.split(/ +[-–—] +/);
  const [left = '', ...others] = parts;
  const right = others.join(' - ');
  if (
    right &&
    isName(left) &&
    (isComposer(left, people) || !isComposer(right, people)) &&
    !isInstrumentLine(right)
  ) {
    return {
      title: right,
      titleConfidence: isComposer(left, people) ? 0.55 : 0.35,
      composer: personName(left),
    };
  }
  if (right && isName(right) && isComposer(right, people)) {
    return { title: left, titleConfidence: 0.55, composer: personName(right) };
  }
  const title = whole || fileName.trim();
  return { title, titleConfidence: isJunk(title) || isCode(title) ? 0.05 : 0.35, composer: null };
}

/** "Bach, Johann Sebastian" in the order it is spoken. */
function personName(text: string): string {
  const [surname, first, ...more] = text.split(/, */);
  return first && more.length === 0 ? `${first} ${surname}` : text;
}

/** A camera's, scanner's or database's number, no words. */
function isCode(text: string): boolean {
  return (
    /^(?:img|dsc|scan|doc|document|file|page|untitled)?[ _-]*[\da-f-]*$/i.test(text) ||
    /^[a-z]{1,3}\d{3,}\w*$/i.test(text)
  );
}

const junk =
  /^(?:untitled|unbenannt|sans titre|title|titel|score|partitur|full score|document\d*|doc\d*|scan\w*|image\w*|new project|noname|microsoft word.*|powerpoint.*|finale .*|.*\.(?:musx?|sib|mscz|mscx|ly|pdf|docx?|tiff?|jpe?g|png|indd|qxd|ptb|gp\d?|xml|ps|eps|dvi|cdr)\]?|lilypond.*|sibelius.*|musescore.*|acrobat.*|adobe.*|composer|composer ?\/ ?arranger|arranger|lyricist|subtitle|admin(?:istrator)?|user|owner|unknown|anonymous user|default|home|pc|canon.*|epson.*|hp .*|xerox.*|ricoh.*|konica.*|[a-z]:\\.*|\/.*|file:.*|https?:.*|www\..*)$/i;

function isJunk(text: string): boolean {
  return junk.test(text.trim()) || letters(text) < 2;
}

function cleanMetadataTitle(title: string | undefined): string | null {
  const clean = trimTitle((title ?? '').replace(/\s+/g, ' '));
  return clean && clean.length <= 200 && !isJunk(clean) && !isCode(clean) ? clean : null;
}

/** Without quotation marks, dashes and the marks of footnotes. */
function trimTitle(text: string): string {
  return text
    .replace(/^(?:[\s"“„«¹²³⁰-⁹*†‡]|[-–—]+ )+|(?:[\s"”»¹²³⁰-⁹*†‡]|(?<=\p{L}{2})[ªº]| [-–—]+$)+$/gu, '')
    .trim();
}

/** One says the other, give or take marks, case and a number in front. */
function agrees(a: string, b: string): boolean {
  const [one, other] = [folded(a), folded(b)];
  if (one.length < 4 || other.length < 4) return one === other;
  return one.includes(other) || other.includes(one);
}

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function letters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}
