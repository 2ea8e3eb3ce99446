/** Finds terms by what they mean: words of the phrases and explanations, rare ones weighing more. */
import { foldText } from './fold.ts';
import type { ExplanationLanguage, Term } from './term.ts';
import { explanationLanguages } from './term.ts';

export interface MeaningHit {
  readonly term: Term;
  /** In which it was found: a phrase, or an explanation. */
  readonly phrase: string;
  /** From 0 to 1. */
  readonly likeness: number;
}

export interface MeaningIndex {
  /** @param options.likeness from 0 to 1, below which a passage is none */
  find(
    query: string,
    options: { language: ExplanationLanguage; limit: number; likeness: number },
  ): MeaningHit[];
}

interface Passage {
  readonly term: Term;
  readonly text: string;
  /** Length of its words' weights. */
  norm: number;
}

/** Words begin alike whatever their ending: "gradually", "gradual". Shorter ones are compared whole. */
const STEM_LETTERS = 6;

const stopWords = new Set(
  `a an the of to in on with and or for by as at is be it its from that this then
  der die das des dem den ein eine einer eines mit und oder zu im am auf von als
  le la les un une de du des et ou avec en dans par sur
  el los las una con y o del por
  il lo gli uno e di da al alla come`.split(/\s+/),
);

export function createMeaningIndex(terms: readonly Term[]): MeaningIndex {
  const byLanguage = new Map<ExplanationLanguage, ReturnType<typeof indexOf>>();
  return {
    find(query, { language, limit, likeness }) {
      const asked = [...new Set([language, ...explanationLanguages.filter((each) => isOf(each, query))])];
      const best = new Map<string, MeaningHit>();
      for (const each of asked) {
        let index = byLanguage.get(each);
        if (!index) {
          index = indexOf(terms, each);
          byLanguage.set(each, index);
        }
        for (const found of index(query).filter((hit) => hit.likeness >= likeness)) {
          const present = best.get(found.term.id);
          if (!present || found.likeness > present.likeness) best.set(found.term.id, found);
        }
      }
      return [...best.values()].sort((a, b) => weighed(b) - weighed(a)).slice(0, limit);
    },
  };
}

/** What every learner meets is meant more often. */
function weighed({ term, likeness }: MeaningHit): number {
  return likeness * (1.3 - 0.15 * term.level);
}

/** Its script tells Chinese and Japanese; the others are looked for in English beside the language of the screen. */
function isOf(language: ExplanationLanguage, query: string): boolean {
  const isAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(query);
  if (['ja', 'zh-CN', 'zh-TW'].includes(language)) return isAsian;
  return !isAsian;
}

function indexOf(terms: readonly Term[], language: ExplanationLanguage) {
  const passages: Passage[] = terms.flatMap((term) => [
    ...(language === 'en' ? term.describedAs : []).map((text) => ({ term, text, norm: 0 })),
    ...term.senses.map(({ concise }) => ({ term, text: concise[language], norm: 0 })),
  ]);
  const passagesByStem = new Map<string, Passage[]>();
  const stemsOfPassage = passages.map((passage) => [...new Set(stemsOf(passage.text))]);
  for (const [index, stems] of stemsOfPassage.entries()) {
    for (const stem of stems) {
      const list = passagesByStem.get(stem);
      if (list) list.push(passages[index] as Passage);
      else passagesByStem.set(stem, [passages[index] as Passage]);
    }
  }
  const weightOf = (stem: string) =>
    Math.log(1 + passages.length / (1 + (passagesByStem.get(stem)?.length ?? 0)));
  for (const [index, stems] of stemsOfPassage.entries()) {
    const sum = stems.reduce((total, stem) => total + weightOf(stem) ** 2, 0);
    (passages[index] as Passage).norm = Math.sqrt(sum);
  }

  return (query: string): MeaningHit[] => {
    const stems = [...new Set(stemsOf(query))];
    const norm = Math.sqrt(stems.reduce((total, stem) => total + weightOf(stem) ** 2, 0));
    if (norm === 0) return [];
    const dots = new Map<Passage, number>();
    for (const stem of stems) {
      const square = weightOf(stem) ** 2;
      for (const passage of passagesByStem.get(stem) ?? [])
        dots.set(passage, (dots.get(passage) ?? 0) + square);
    }
    return [...dots].map(([passage, dot]) => ({
      term: passage.term,
      phrase: passage.text,
      likeness: dot / (norm * passage.norm),
    }));
  };
}

/** Characters alone and in twos where words are not parted by gaps. */
function stemsOf(text: string): string[] {
  return foldText(text)
    .split(' ')
    .flatMap((word) => {
      if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word)) {
        const characters = [...word].filter((character) =>
          /[\p{Script=Han}\p{Script=Katakana}]/u.test(character),
        );
        return [
          ...characters,
          ...characters.slice(1).map((character, at) => `${characters[at]}${character}`),
        ];
      }
      return word.length < 2 || stopWords.has(word) ? [] : [word.slice(0, STEM_LETTERS)];
    });
}
