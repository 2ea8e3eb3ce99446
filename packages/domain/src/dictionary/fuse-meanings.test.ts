import { describe, expect, it } from 'vitest';
import { fuseMeanings } from './fuse-meanings.ts';
import { LIKENESS, wordsToCosine } from './likeness.ts';
import { createLookUp } from './look-up.ts';
import { explanationLanguages, type Term, termSchema } from './term.ts';

const term = (id: string, concise: string, level: 1 | 2 | 3 = 1): Term =>
  termSchema.parse({
    id,
    term: id,
    sourceLanguage: 'it',
    type: 'tempo',
    senses: [
      {
        concise: Object.fromEntries(explanationLanguages.map((language) => [language, concise])),
        detailed: { en: concise },
      },
    ],
    level,
  });

const [slow, slower, rare] = [
  term('lento', 'slow'),
  term('rallentando', 'becoming slower'),
  term('slargando', 'becoming broad', 3),
];
const hit = (of: Term, likeness: number) => ({ term: of, phrase: of.id, likeness });
const ids = (hits: readonly { term: Term }[]) => hits.map((each) => each.term.id);

describe('one order of two', () => {
  it('42.2 has each term once, those of both before those of one', () => {
    const fused = fuseMeanings([hit(slow, 0.5), hit(slower, 0.5)], [hit(slower, 0.8), hit(rare, 0.6)], 9);
    expect(fused[0]?.term.id).toBe('rallentando');
    expect(ids(fused).sort()).toEqual(['lento', 'rallentando', 'slargando']);
  });

  it('42.2 puts what is met more before what is as like', () => {
    expect(ids(fuseMeanings([], [hit(rare, 0.7), hit(slow, 0.7)], 9))).toEqual(['lento', 'slargando']);
  });

  it('42.2 keeps the order of one alone, and no more than asked for', () => {
    expect(ids(fuseMeanings([hit(slow, 0.9), hit(slower, 0.4)], [], 9))).toEqual(['lento', 'rallentando']);
    expect(fuseMeanings([hit(slow, 0.9), hit(slower, 0.4)], [], 1)).toHaveLength(1);
    expect(fuseMeanings([], [], 5)).toEqual([]);
  });
});

describe('a look-up', () => {
  const lookUp = createLookUp([slow, slower, rare]);
  const find = (query: string, similar: Parameters<typeof fuseMeanings>[1]) =>
    ids(lookUp.find(query, { limit: 9, language: 'en', similar }).filter(({ kind }) => kind === 'meaning'));

  it('42.2 shows what shares no word', () => {
    expect(find('losing speed', [])).toEqual([]);
    expect(find('losing speed', [hit(slower, 0.8)])).toEqual(['rallentando']);
  });

  it('42.3 shows what is like enough alone', () => {
    expect(find('losing speed', [hit(slower, 0.8), hit(rare, 0.1)])).toEqual(['rallentando']);
  });

  it('42.3 shows less where the word is known', () => {
    expect(find('unheard of', [hit(slower, 0.6)])).toEqual(['rallentando']);
    expect(find('lento', [hit(slower, 0.6)])).toEqual([]);
  });

  it('42.7 one least likeness holds for shared words and for the encoder', () => {
    const described = (query: string, likeness: number, similar: Parameters<typeof fuseMeanings>[1] = []) =>
      lookUp.describe(query, { limit: 9, language: 'en', likeness, similar });
    const [byWords] = described('slow movement', 0);
    expect(byWords?.term.id).toBe('lento');
    const likeness = byWords?.likeness ?? 0;
    expect(described('slow movement', likeness)).toHaveLength(1);
    expect(described('slow movement', likeness + 0.001)).toEqual([]);
    // What the encoder finds less like than the words do is left out by the same number.
    const similar = [hit(slower, likeness - 0.1)];
    expect(ids(described('slow movement', likeness - 0.05, similar))).toEqual(['lento']);
    expect(described('slow movement', likeness - 0.15, similar)).toHaveLength(2);
  });

  it('42.4 answers by shared words without an encoder', () => {
    expect(find('getting slower, becoming slower', [])).toContain('rallentando');
  });
});

it('42.7 shared words are put on the scale of the cosine, in their order', () => {
  expect([0, 0.34, 0.6, 1].map(wordsToCosine)).toEqual([0, LIKENESS.ofUnknown, LIKENESS.ofKnown, 1]);
  const rising = Array.from({ length: 101 }, (_, at) => wordsToCosine(at / 100));
  expect(rising).toEqual(rising.toSorted((a, b) => a - b));
  expect(new Set(rising).size).toBe(101);
});
