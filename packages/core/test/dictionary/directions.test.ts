import { readFile } from 'node:fs/promises';
import {
  directionLanguages,
  explanationLanguages,
  foldText,
  meaningsSchema,
  phrasesSchema,
} from '@mirubato/domain/dictionary';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLookUp } from '../../src/dictionary/read-terms.ts';

const folder = new URL('../../../../resources/dictionary/grammar/', import.meta.url);
const read = async (name: string) => JSON.parse(await readFile(new URL(name, folder), 'utf8')) as unknown;
const phrases = phrasesSchema.parse(await read('phrases.json'));
const meanings = meaningsSchema.parse(await read('meanings.json'));
const lookUp = await readLookUp();

const said = (q: string, language: (typeof explanationLanguages)[number] = 'en') =>
  lookUp.compose(q, language)?.text;
const parts = (q: string) => lookUp.compose(q, 'en')?.parts.map(({ id }) => id);

describe('what is put together from what is known', () => {
  it.each([
    ['poco a poco più mosso', 'Gradually with more movement'],
    ['Allegro molto e vivace', 'Very fast and lively'],
    ['allegro ma non troppo e molto cantabile', 'Fast, but not too much, very songlike'],
    ['un poco meno allegro', 'A little less fast'],
    ['sempre più agitato', 'Ever more restless'],
    ['lentissimo e dolcissimo', 'Very slow and very sweet and gentle'],
    ['Andante con moto e molto espressivo', 'At a walking pace, with movement and very expressive'],
    ['con espressione e passione', 'With expression and with passion'],
    ['con gran passione, ma senza rallentare', 'With much passion, but without slowing down'],
    ['molto allegro con fuoco', 'Very fast, with fire'],
    ['sempre pianissimo e legato', 'Always very quiet and smooth'],
    ['subito più piano', 'Suddenly quieter'],
    ['ancora più lento', 'Even slower'],
    ['Maestoso, poi allegro molto', 'Majestic, then very fast'],
    ['Allegro ma non troppo, poi presto', 'Fast, but not too much, then fast'],
    ['tempo rubato, più mosso', 'Free in tempo, with more movement'],
    ['come sopra, ma più lento', 'As above, but slower'],
    ['presto possibile', 'As fast as possible'],
    ['poco a poco meno presto', 'Gradually less fast'],
    ['tempo di valse, un poco lento', 'At waltz tempo, somewhat slow'],
    ['Vivace, con spirito, ma non troppo presto', 'Lively, with vigour, but not too fast'],
  ])('46.1 Italian: %s', (q, text) => {
    expect(lookUp.compose(q, 'en')).toMatchObject({ text, sourceLanguage: 'it' });
  });

  it.each([
    ['sehr langsam und ausdrucksvoll', 'Very slow and expressive'],
    ['immer langsamer und leiser', 'Ever slower and quieter'],
    ['Nicht zu geschwind und sehr singbar vorgetragen', 'Not too fast and very songlike'],
    ['Kräftig bewegt, doch nicht zu schnell', 'Strong, with movement, but not too fast'],
    ['Feierlich und gemessen, ohne zu schleppen', 'Solemn and moderate, without dragging'],
    ['Etwas bewegter, mit Humor', 'With a little more movement, with humour'],
    ['mit großer Kraft', 'With much strength'],
    ['mit inniger Empfindung', 'With feeling, heartfelt'],
    ['Mäßig bewegt und sehr zart', 'Moderately fast and very tender'],
    ['Sehr mäßig bewegt', 'Very moderately fast'],
    ['viel bewegter', 'With much more movement'],
    ['sehr zart, dann immer lebhafter', 'Very tender, then ever livelier'],
    ['im Tempo eines Marsches', 'At march tempo'],
    ['Im Tempo eines gemächlichen Ländlers', 'At Ländler tempo, unhurried'],
    ['Lustig im Tempo und keck im Ausdruck', 'Merry and bold'],
    ['In gemächlicher Bewegung, ohne Hast', 'With movement, unhurried, without hurrying'],
    ['mit der innigsten Empfindung', 'With feeling, very heartfelt'],
    ['mit durchaus ernstem und feierlichem Ausdruck', 'Always with expression, serious, solemn'],
    ['Noch immer langsamer', 'Ever slower'],
    ['Immer noch zurückhaltend', 'Still held back'],
    ['Noch etwas bewegter', 'With a little more movement'],
    ['In sehr ruhigem Zeitmaß', 'Very calm'],
    ['In mäßigem Tempo und kräftigem Vortrag', 'Moderate and strong'],
    ['Ein wenig lebhafter als vorher', 'A little livelier'],
  ])('46.1 German: %s', (q, text) => {
    expect(lookUp.compose(q, 'en')).toMatchObject({ text, sourceLanguage: 'de' });
  });

  it.each([
    ['très lent et expressif', 'Very slow and expressive'],
    ['peu à peu animé', 'Gradually more animated'],
    ['de plus en plus vif', 'Ever livelier'],
    ['avec beaucoup d’expression', 'With much expression'],
    ['Lent et mystérieux, sans traîner', 'Slow and mysterious, without dragging'],
    ['Très modéré, presque lent', 'Very moderate, almost slow'],
    ['En animant peu à peu', 'Gradually getting faster'],
    ['modérément animé, avec grâce', 'Fairly animated, with grace'],
    ['plus de mouvement', 'With more movement'],
    ['lent, puis peu à peu animé', 'Slow, then gradually more animated'],
    ['calme et tendre', 'Calm and tender'],
    ['très doux, avec calme', 'Very sweet and gentle, with calm'],
    ['Joyeusement, assez brillamment', 'Merry, fairly brilliant'],
    ['De plus en plus lent et doux, avec charme', 'Ever slower and ever sweeter and gentler, with charm'],
    ['Fort lent et fort', 'Very slow and loud'],
    ['Très fort, très lent', 'Very loud, very slow'],
    ['Avec une douceur extrême', 'With much sweetness'],
    ['Dans un mouvement très modéré', 'Very moderate'],
    ['plaintive et très lourdement', 'Lamenting and very heavy'],
    ['Revenez peu à peu au mouvement', 'Gradually back in tempo'],
    ['D’une allure modérée et très libre', 'Moderate and very free'],
  ])('46.1 French: %s', (q, text) => {
    expect(lookUp.compose(q, 'en')).toMatchObject({ text, sourceLanguage: 'fr' });
  });

  it.each([
    ['de', 'Allmählich mit mehr Bewegung'],
    ['fr', 'Peu à peu avec plus de mouvement'],
    ['es', 'Poco a poco con más movimiento'],
    ['it', 'A poco a poco con più movimento'],
    ['ja', '少しずつより多くの動きをもって'],
    ['zh-CN', '逐渐带着更多动感'],
    ['zh-TW', '逐漸帶著更多動感'],
  ] as const)('46.2 says it in %s', (language, text) => {
    expect(said('poco a poco più mosso', language)).toBe(text);
  });

  it('46.2 writes each language as it is written', () => {
    expect(said('subito più piano', 'de')).toBe('Plötzlich leiser');
    expect(said('avec beaucoup d’humour', 'it')).toBe('Con gran umorismo');
    expect(said('mit viel Humor', 'fr')).toBe('Avec beaucoup d’humour');
    expect(said('molto espressivo e intimo', 'es')).toBe('Muy expresivo e íntimo');
  });

  it('46.2 says each language by its grammar', () => {
    expect(said('tempo di allemanda, lento', 'fr')).toBe('Dans un tempo d’allemande, lent');
    expect(said('alla marcia, lento', 'de')).toBe('Im Marsch-Stil, langsam');
    expect(said('alla marcia, lento', 'ja')).toBe('行進曲風に、遅く');
    expect(said('nicht zu innig, leise', 'ja')).toBe('心をこめすぎずに、弱く静かに');
    expect(said('weniger innig, nicht zu schnell', 'ja')).toBe('前ほど心をこめずに、速くしすぎずに');
    expect(said('molto più lento', 'zh-CN')).toBe('明显更慢');
  });

  it('46.2 says once what two words mean', () => {
    expect(said('schnell und rasch, sehr geschwind')).toBe('Fast, very fast');
    expect(said('allegro e presto, ma non troppo')).toBe('Fast, but not too much');
  });

  it('46.2 does not repeat what was typed', () => {
    expect(lookUp.compose('sehr langsam und ausdrucksvoll', 'de')).toMatchObject({ text: null });
    expect(parts('sehr langsam und ausdrucksvoll')).toEqual(['sehr-langsam', 'ausdrucksvoll']);
  });

  it('46.3 gives a degree to what follows, else to what stands before', () => {
    expect(said('adagio molto espressivo')).toBe('Slow, very expressive');
    expect(said('adagio espressivo molto')).toBe('Slow, very expressive');
    expect(said('allegro assai ed espressivo')).toBe('Very fast and expressive');
  });

  it('46.3 gives a degree to what stands before a comma, or before "with"', () => {
    expect(said('lento assai, cantabile')).toBe('Very slow, songlike');
    expect(said('allegro molto con fuoco')).toBe('Very fast, with fire');
    expect(said('allegro molto alla marcia')).toBe('Very fast, in march style');
    expect(said('allegro, molto cantabile')).toBe('Fast, very songlike');
    expect(said('fast mit innigem Ausdruck')).toBe('Almost with expression, heartfelt');
    expect(said('calando, poco a poco')).toBe('Gradually getting softer and slower');
    expect(said('allegro, più moto')).toBe('Fast, with more movement');
  });

  it('46.3 limits only what stands before "ma non troppo"', () => {
    expect(said('adagio, ma non troppo, con affetto')).toBe('Slow, but not too much, with affection');
    expect(said('vivace ma non troppo con grazia')).toBe('Lively, but not too much, with grace');
    expect(said('allegro ma non troppo, e molto cantabile')).toBe('Fast, but not too much, very songlike');
  });

  it('46.5 reads no amount into "almost", and no degree into a likeness', () => {
    expect(said('lento, quasi una fantasia') ?? null).toBeNull();
    expect(said('quasi alla marcia') ?? null).toBeNull();
    expect(said('molto allegro quasi presto') ?? null).toBeNull();
    expect(said('in mäßigem Tempo und stets kräftigem Vortrag') ?? null).toBeNull();
    expect(said('sehr gemäßigt, immer im Tempo') ?? null).toBeNull();
    expect(said('più che lento') ?? null).toBeNull();
    expect(said('fast in mäßigem Tempo') ?? null).toBeNull();
    expect(said('mit ohne Ausdruck') ?? null).toBeNull();
  });

  it('46.4 is less sure of what the grammar does not have', () => {
    const sure = (q: string) => lookUp.compose(q, 'en')?.confidence;
    expect(sure('poco a poco più mosso')).toBe(0.8);
    expect(sure('p e molto espressivo')).toBe(0.7);
    expect(sure('allegro, mit Humor')).toBe(undefined);
    expect(said('p e molto espressivo')).toBe('Soft and very expressive');
  });

  it('46.5 names the parts in their order', () => {
    expect(parts('poco a poco più mosso')).toEqual(['poco-a-poco', 'piu-mosso']);
    expect(lookUp.compose('lento, pizzicato col legno, quasi una fantasia', 'en')).toMatchObject({
      text: null,
      sourceLanguage: null,
      confidence: 0.4,
    });
  });

  it('46.5 says nothing of what is known as a whole, or has a part that is not', () => {
    for (const q of [
      'allegro',
      'sehr langsam',
      'allegro qwertz',
      'molto',
      'molto più',
      'e ma non',
      'con',
      'senza e',
    ])
      expect(lookUp.compose(q, 'en')?.text ?? null, q).toBeNull();
    expect(parts('allegro qwertz')).toBeUndefined();
  });

  it('46.1 46.5 reads whatever stands together, or says nothing, and leaves no gap in a sentence', () => {
    for (const language of directionLanguages) {
      const known = [
        ...Object.values(phrases.words[language]).flat(),
        ...[...meanings.qualities, ...meanings.nouns, ...meanings.directions].flatMap(
          ({ words }) => words[language] ?? [],
        ),
      ];
      const direction = fc.array(fc.constantFrom(...known), { minLength: 1, maxLength: 6 });
      fc.assert(
        fc.property(direction, fc.constantFrom(...explanationLanguages), (words, explained) => {
          const text = said(words.join(' '), explained);
          expect(text ?? '').not.toMatch(/[{}]|undefined|^[,、，]| {2}|[,、，]$/);
        }),
        { numRuns: 300, seed: 1 },
      );
    }
  });
});

describe('46.6 the files of the grammar', () => {
  it('give each word of a language one meaning', () => {
    const { qualities, nouns, directions } = meanings;
    for (const language of directionLanguages) {
      const functions = Object.values(phrases.words[language]).flat();
      const nounWords = nouns.flatMap(({ words }) => words[language] ?? []);
      const others = [
        ...[...qualities, ...directions].flatMap(({ words }) => words[language] ?? []),
        ...nouns.flatMap(({ adjectives }) => adjectives?.[language] ?? []),
      ];
      // A noun may be written as an adjective is: "calme".
      expect(twice([...functions, ...nounWords])).toEqual([]);
      expect(twice([...functions, ...others])).toEqual([]);
    }
  });

  it('have a place in each pattern for what it says', () => {
    const { join, words: _, ...patterns } = phrases;
    const all = Object.values(patterns).flatMap((group) =>
      Object.values(group).flatMap((each) => Object.values(each)),
    );
    expect(all.filter((text) => !/\{(?:x|more)\}/.test(text))).toEqual([]);
    for (const [name, each] of Object.entries(join)) {
      const wanted = name === 'butNotToo' ? ['{a}'] : ['{a}', '{b}'];
      for (const text of Object.values(each)) expect(text.match(/\{.\}/g), text).toEqual(wanted);
    }
  });

  it('say what can be played more so that it fits behind a degree', () => {
    for (const { meaning } of [...meanings.qualities, ...meanings.nouns]) {
      for (const language of ['en', 'es', 'fr', 'it'] as const)
        expect(meaning[language].charAt(0), meaning[language]).toMatch(/\p{Ll}/u);
    }
    for (const { meaning } of meanings.qualities) expect(meaning.ja, meaning.ja).toMatch(/[くにとて]$/);
  });
});

function twice(words: readonly string[]): string[] {
  return [...Map.groupBy(words, foldText)].flatMap(([word, same]) => (same.length > 1 ? [word] : []));
}
