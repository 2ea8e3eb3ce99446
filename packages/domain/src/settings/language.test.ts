import { expect, it } from 'vitest';
import { languageNames, languageOfTag, languageOfTags, languages } from './language.ts';

it.each([
  ['en-GB', 'en'],
  ['de-AT', 'de'],
  ['ES', 'es'],
  ['fr-CA', 'fr'],
  ['it', 'it'],
  ['ja-JP', 'ja'],
  ['zh', 'zh-CN'],
  ['zh-SG', 'zh-CN'],
  ['zh-Hans', 'zh-CN'],
  ['zh-Hans-HK', 'zh-CN'],
  ['zh-Hant', 'zh-TW'],
  ['zh-HK', 'zh-TW'],
  ['zh-MO', 'zh-TW'],
  ['zh-TW', 'zh-TW'],
])('reads %s in %s', (tag, language) => {
  expect(languageOfTag(tag)).toBe(language);
});

it('takes the first wanted language that it has, else English', () => {
  expect(languageOfTags(['nl-NL', 'fr-FR', 'de'])).toBe('fr');
  expect(languageOfTags(['nl', 'not a tag', ''])).toBe('en');
  expect(languageOfTags([])).toBe('en');
});

it('finds each language by its own tag and has a name for it', () => {
  for (const language of languages) expect(languageOfTag(language)).toBe(language);
  expect(new Set(Object.values(languageNames)).size).toBe(languages.length);
});
