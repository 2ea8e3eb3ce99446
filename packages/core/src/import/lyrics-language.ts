/** In which language a score is sung: the words between its staves, syllables apart as they are printed. */
import type { Guess, HeadingPage } from '@mirubato/domain/scores';
import { francAll } from 'franc-all';

/** Languages that scores are sung in, as ISO 639-3 and as BCP 47 names them. */
const languages: Readonly<Record<string, string>> = {
  eng: 'en',
  deu: 'de',
  fra: 'fr',
  ita: 'it',
  spa: 'es',
  por: 'pt',
  cat: 'ca',
  lat: 'la',
  nld: 'nl',
  swe: 'sv',
  dan: 'da',
  nob: 'nb',
  nno: 'nn',
  fin: 'fi',
  pol: 'pl',
  ces: 'cs',
  hun: 'hu',
  ron: 'ro',
  rus: 'ru',
  ukr: 'uk',
  ell: 'el',
  heb: 'he',
  jpn: 'ja',
  cmn: 'zh',
  kor: 'ko',
  cym: 'cy',
};

/** Tempo and dynamics of an instrumental page have fewer; they would make every score Italian. */
const MIN_LETTERS = 150;

/** Below stands what an edition says of itself. */
const FOOTER_FROM = 0.92;

/** How far the next likely language lies behind, of 1; less is a guess among neighbours, as of Norwegian and Danish. */
const CLEAR_LEAD = 0.08;

/** Undefined where too little is sung to tell. */
export function languageOfLyrics(pages: readonly HeadingPage[]): Guess | undefined {
  const page = pages.find(({ staffTopPt }) => staffTopPt !== null);
  if (!page || page.staffTopPt === null) return undefined;
  const top = page.staffTopPt;
  const words = page.lines
    .filter(({ box }) => box[1] > top && box[1] < page.heightPt * FOOTER_FROM)
    .map(({ text }) => text)
    .join(' ')
    .replace(/[^\p{L}'’]+/gu, ' ');
  if ((words.match(/\p{L}/gu)?.length ?? 0) < MIN_LETTERS) return undefined;
  const [best, second] = francAll(words, { only: Object.keys(languages) });
  const value = languages[best?.[0] ?? ''];
  if (!best || !value) return undefined;
  const isClear = best[1] - (second?.[1] ?? 0) >= CLEAR_LEAD;
  return { value, confidence: isClear ? 0.95 : 0.75, source: 'page', evidence: null };
}
