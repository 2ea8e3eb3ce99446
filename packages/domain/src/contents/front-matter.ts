/** What stands in a book of music and is no piece. */
import { titleWords } from './title-words.ts';

const frontMatter = new Set(
  [
    'cover front back title titlepage page half imprint copyright dedication blank credits',
    'contents content table index foreword preface introduction acknowledgements acknowledgments notes glossary',
    'inhalt inhaltsverzeichnis inhaltsübersicht vorwort umschlag titelblatt impressum widmung einleitung nachwort',
    'sommaire préface couverture table matières avant propos remerciements',
    'indice índice sommario prefazione copertina frontespizio introduzione',
    'prefacio portada contenido introducción',
    'critical commentary report kritischer bericht appendix anhang bibliography abbreviations abkürzungen',
  ].flatMap((words) => words.split(' ').flatMap(titleWords)),
);

const between = new Set([
  'of',
  'the',
  'and',
  'des',
  'der',
  'die',
  'und',
  'de',
  'del',
  'to',
  'la',
  'le',
  'by',
]);

export function isFrontMatter(text: string): boolean {
  const words = titleWords(text).filter((word) => !between.has(word) && !/^(?:\d+|[ivxlc]+)$/.test(word));
  return words.length > 0 && words.every((word) => frontMatter.has(word));
}

const contentsHeading =
  /^(?:table of )?contents$|^content$|^index$|^inhalt(?:sverzeichnis|sübersicht)?$|^table (?:des mati[eè]res)?$|^sommaire$|^[ií]ndice$|^sommario$|^contenido$|^innehåll$|^indhold$|^inhoud$/i;

/** The line above a page of contents. */
export function isContentsHeading(text: string): boolean {
  return contentsHeading.test(text.replace(/[^\p{L} ]/gu, '').trim());
}
