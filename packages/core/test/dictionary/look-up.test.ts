import { describe, expect, it } from 'vitest';
import { readLookUp } from '../../src/dictionary/read-terms.ts';

const lookUp = await readLookUp();

const found = (q: string, language: 'en' | 'de' | 'fr' | 'es' | 'zh-CN' | 'ja' = 'en') =>
  lookUp.find(q, { limit: 8, language });

const first = (q: string) => found(q)[0];

describe('what is typed as it stands in a score', () => {
  it.each([
    ['allegro', 'allegro'],
    ['ALLEGRO', 'allegro'],
    ['Più mosso', 'piu-mosso'],
    ['piu mosso', 'piu-mosso'],
    ['Mäßig', 'massig'],
    ['massig', 'massig'],
    ['staccato', 'staccato'],
    ["l'istesso tempo", 'listesso-tempo'],
    ['L’istesso tempo', 'listesso-tempo'],
    ['listesso tempo', 'listesso-tempo'],
    ['sehr langsam', 'sehr-langsam'],
    ['très doux', 'tres-doux'],
    ['col legno', 'col-legno'],
    ['langsamer werden', 'langsamer-werden'],
  ])('%s is exactly %s', (q, id) => {
    expect(first(q)).toMatchObject({ term: { id }, kind: 'exact' });
  });

  it.each([
    ['rit.', 'ritardando'],
    ['rall.', 'rallentando'],
    ['accel.', 'accelerando'],
    ['allarg.', 'allargando'],
    ['cresc.', 'crescendo'],
    ['dim.', 'diminuendo'],
    ['sfz', 'sforzando'],
    ['pp', 'pianissimo'],
    ['ppp', 'pianississimo'],
    ['mf', 'mezzo-forte'],
    ['pizz.', 'pizzicato'],
    ['con sord.', 'con-sordino'],
    ['m.d.', 'mano-destra'],
    ['D.C.', 'da-capo'],
    ['D.S. al Fine', 'dal-segno-al-fine'],
    ['a 2', 'a-due'],
    ['♯', 'sharp'],
    ['♭', 'flat'],
    ['♮', 'natural'],
    ['𝄐', 'fermata'],
    ['𝄫', 'double-flat'],
    ['tr', 'trill'],
  ])('%s stands for %s', (q, id) => {
    expect(first(q)?.term.id).toBe(id);
  });

  it('knows both senses of a 2 and of 8va', () => {
    for (const q of ['a 2', '8va']) expect(first(q)?.term.senses.length, q).toBeGreaterThan(1);
  });
});

describe('what is not typed as it stands', () => {
  it.each([
    ['alegro', 'allegro'],
    ['allegreto', 'allegretto'],
    ['cresendo', 'crescendo'],
    ['crecendo', 'crescendo'],
    ['stacato', 'staccato'],
    ['pianisimo', 'pianissimo'],
    ['ritardendo', 'ritardando'],
    ['acellerando', 'accelerando'],
    ['vivache', 'vivace'],
    ['sforzzando', 'sforzando'],
    ['arpegio', 'arpeggio'],
    ['apoggiatura', 'appoggiatura'],
    ['leggato', 'legato'],
    ['andantte', 'andante'],
    ['fermatta', 'fermata'],
    ['glisando', 'glissando'],
    ['tremollo', 'tremolo'],
    ['pizicato', 'pizzicato'],
    ['langsamm', 'langsam'],
    ['lebhft', 'lebhaft'],
    ['ausdruksvoll', 'ausdrucksvoll'],
    ['sotto voche', 'sotto-voce'],
    ['cantabille', 'cantabile'],
    ['rubatto', 'rubato'],
    ['maestosso', 'maestoso'],
  ])('%s is near %s', (q, id) => {
    expect(
      found(q)
        .slice(0, 3)
        .map(({ term }) => term.id),
    ).toContain(id);
  });

  it.each([
    ['prestissimamente', 'presto'],
    ['lentissimamente', 'lento'],
    ['leggieri', 'leggiero'],
    ['zarter', 'zart'],
    ['trills', 'trill'],
  ])('%s is a form of %s', (q, id) => {
    expect(found(q).find(({ term }) => term.id === id)?.kind).toBe('inflection');
  });

  it.each([
    ['Achtelnote', 'eighth-note'],
    ['quaver', 'eighth-note'],
    ['Viertelnote', 'quarter-note'],
    ['crotchet', 'quarter-note'],
    ['dièse', 'sharp'],
    ['bemol', 'flat'],
    ['升号', 'sharp'],
  ])('%s is another language’s name of %s', (q, id) => {
    expect(found(q).map(({ term }) => term.id)).toContain(id);
  });
});

describe('what a term means', () => {
  it.each([
    ['gradually slower', 'en', ['rallentando', 'ritardando']],
    ['gradualy slower', 'en', ['rallentando', 'ritardando']],
    ['getting louder', 'en', ['crescendo']],
    // "getting faster" is two letters away, and is not what was meant.
    ['getting softer', 'en', ['decrescendo', 'diminuendo']],
    ['very loud', 'en', ['fortissimo']],
    ['very soft', 'en', ['pianissimo']],
    ['pluck the string', 'en', ['pizzicato']],
    ['with the wood of the bow', 'en', ['col-legno']],
    ['hold the note longer', 'en', ['fermata']],
    ['suddenly', 'en', ['subito']],
    ['allmählich langsamer', 'de', ['rallentando', 'ritardando', 'lentando']],
    ['渐慢', 'zh-CN', ['ritardando', 'rallentando']],
    ['だんだん遅く', 'ja', ['ritardando', 'rallentando']],
    ['de plus en plus fort', 'fr', ['crescendo', 'sempre-piu-forte']],
    ['cada vez más fuerte', 'es', ['crescendo', 'sempre-piu-forte']],
  ] as const)('%s (%s) leads to it', (q, language, ids) => {
    const all = found(q, language).map(({ term }) => term.id);
    expect(
      ids.filter((id) => all.includes(id)),
      all.join(', '),
    ).not.toEqual([]);
  });
});

it('is asked anything and answers', () => {
  for (const q of [
    '',
    ' ',
    "'; DROP TABLE terms; --",
    '%_\\',
    '\u0000',
    '\ud800',
    '👩‍🎤',
    'مرحبا',
    'שלום',
    'x'.repeat(10_000),
    '渐'.repeat(300),
    'a '.repeat(3000),
    '(?:[',
  ]) {
    expect(found(q).length).toBeLessThanOrEqual(8);
    lookUp.compose(q, 'en');
  }
});
