import { expect, it } from 'vitest';
import { createPeople } from '../people/people.ts';
import { parseAbc } from './abc.ts';

const people = createPeople([
  {
    name: "Turlough O'Carolan",
    sort: "O'Carolan, Turlough",
    born: 1670,
    died: 1738,
    roles: ['composer'],
    wikidata: 'Q1355',
    variants: ['Turlough Carolan'],
    isNamesake: false,
  },
]);

function valuesIn(text: string): Record<string, unknown> {
  const parsed = parseAbc(text, people);
  if (!parsed.ok) return { problem: parsed.problem.code };
  return Object.fromEntries(Object.entries(parsed.value).map(([field, guess]) => [field, guess?.value]));
}

it('7.28 reads the fields before the music', () => {
  const text = `%abc-2.1
X: 7
T: Sí Bheag, Sí Mhór  % as he called it
T: The Little Hill
C: Turlough Carolan
M: 3/4
L: 1/8
Q: "Andante" 1/4=96
R: waltz
K: Dmaj
T: not a title
|: de | f3 e d2 :|`;
  expect(valuesIn(text)).toEqual({
    title: 'Sí Bheag, Sí Mhór',
    subtitle: 'The Little Hill',
    composer: "Turlough O'Carolan",
    stylePeriod: 'baroque',
    keyFifths: 2,
    timeSignature: '3/4',
    tempo: 'Andante (♩ = 96)',
  });
});

it.each([
  ['C', 0],
  ['Gm', -2],
  ['F#min', 3],
  ['F# minor', 3],
  ['Bb', -2],
  ['D dorian', 0],
  ['Ador', 1],
  ['EMix', 3],
  ['G clef=bass', 1],
  ['Am transpose=-12', 0],
  ['HP', undefined],
  ['none', undefined],
  ['', undefined],
  ['D exp ^f', undefined],
  ['C# lyd', undefined],
])('7.28 the key %s has %s sharps', (key, fifths) => {
  expect(valuesIn(`X:1\nT:A tune\nK:${key}\n`).keyFifths).toBe(fifths);
});

it.each([
  ['C', '4/4'],
  ['C|', '2/2'],
  ['6/8', '6/8'],
  ['(2+3)/8', '2+3/8'],
  ['none', undefined],
])('7.28 the meter %s is %s', (meter, signature) => {
  expect(valuesIn(`X:1\nM:${meter}\nK:C\n`).timeSignature).toBe(signature);
});

it('7.28 puts the article before the title, and takes nobody for a composer', () => {
  const text = 'X:1\r\nT:Kesh Jig, The\r\nC:Trad.\r\nQ:120\r\nK:G\r\n';
  expect(valuesIn(text)).toEqual({ title: 'The Kesh Jig', keyFifths: 1 });
});

it('7.73 takes nothing of a book of tunes', () => {
  expect(valuesIn('X:1\nT:One\nK:C\nabc\n\nX:2\nT:Two\nK:D\nabc\n')).toEqual({});
});

it('7.29 says that a text is none', () => {
  for (const text of ['', 'Dear Clara,\nthe tune is lost.', 'X:1\nT:No key', '\u0000'.repeat(100)])
    expect(valuesIn(text)).toEqual({ problem: 'notation-damaged' });
});
