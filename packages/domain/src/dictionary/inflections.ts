import type { DirectionLanguage } from './grammar.ts';

export interface Inflection {
  /** As it may stand in the grammar, folded. */
  readonly base: string;
  /** What the ending says: "lentissimo" is very slow, "langsamer" slower. */
  readonly degree?: 'very' | 'more';
}

type Rule = readonly [ending: RegExp, bases: readonly string[], degree?: Inflection['degree']];

const rules: Readonly<Record<DirectionLanguage, readonly Rule[]>> = {
  it: [
    [/issim(?:[oaie]|amente)$/, ['o', 'e'], 'very'],
    [/amente$/, ['o']],
    [/mente$/, ['', 'e']],
    [/[aei]$/, ['o', 'e']],
    [/chi$/, ['co']],
  ],
  de: [
    [/ler$/, ['el'], 'more'],
    [/er$/, ['', 'e'], 'more'],
    [/e?ste[rnms]?$/, [''], 'very'],
    [/e[mns]?$/, ['', 'e']],
  ],
  fr: [
    [/(?:ive|ivement)$/, ['if']],
    [/(?:euse|eusement)$/, ['eux']],
    [/amment$/, ['ant']],
    [/emment$/, ['ent']],
    [/ment$/, ['', 'e']],
    [/ement$/, ['']],
    [/s$/, ['']],
    [/es?$/, ['']],
  ],
};

const MIN_STEM = 3;

/** What a folded word may be a form of. */
export function inflectionsOf(word: string, language: DirectionLanguage): Inflection[] {
  return rules[language].flatMap(([ending, bases, degree]) => {
    const stem = word.replace(ending, '');
    if (stem === word || stem.length < MIN_STEM) return [];
    return bases.map((base) => ({ base: stem + base, ...(degree && { degree }) }));
  });
}
