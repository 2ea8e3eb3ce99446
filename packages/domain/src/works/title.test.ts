import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTitle, titleText } from './title.ts';

const text = (title: string) => titleText(readTitle(title));

it.each([
  ['Klaviersonate Nr. 14 cis-Moll', 'piano sonata #14 C#m'],
  ['Sonata No. 14 for Piano in C-sharp minor', 'piano sonata #14 C#m'],
  ['Sonate pour piano n° 14 en ut dièse mineur', 'piano sonata #14 C#m'],
  ['Sonata per pianoforte n. 14', 'piano sonata #14'],
  ['14. Klaviersonate', 'piano sonata #14'],
  ['Second Symphony', 'symphony #2'],
  ['2. Sinfonie', 'symphony #2'],
  ['Deuxième Symphonie', 'symphony #2'],
  ['Symphony II', 'symphony #2'],
  ['Sonatina', 'sonatina'],
  ['Drei Klavierstücke', 'piano 3 pieces'],
  ['Three Piano Pieces', 'piano 3 pieces'],
  ['Präludium und Fuge', 'prelude fugue'],
  ['L’isle joyeuse', 'isle joyeuse'],
  ['Für Elise (Easy Piano)', 'elise'],
  ['Moonlight Sonata, 1st movement', 'moonlight sonata'],
  ['Mondscheinsonate, 1. Satz', 'mondscheinsonate'],
])('%s reads as %s', (title, wanted) => expect(text(title)).toBe(wanted));

it('a count is no number: two studies number three are not three studies number two', () => {
  expect(text('2 Studies, No. 3')).not.toBe(text('3 Studies, No. 2'));
});

it('case, accents and space change nothing, and any text can be read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (title) => {
      expect(() => readTitle(title)).not.toThrow();
    }),
  );
  const word = fc.stringMatching(/^[a-zà-öø-ÿ]{3,12}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
      const title = words.join(' ');
      const respelt = `  ${words.join('   ').normalize('NFD')} `;
      expect(text(respelt)).toBe(text(title));
      expect(text(title.toUpperCase())).toBe(text(title));
    }),
  );
});
