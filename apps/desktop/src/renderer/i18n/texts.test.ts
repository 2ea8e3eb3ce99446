import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const features = readdirSync(new URL('./en', import.meta.url));

/** A key's plural forms count as one key: languages differ in how many they have. */
function keysOf(texts: object, path = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${path}${key.replace(/_(zero|one|two|few|many|other)$/, '')}`]
      : keysOf(value, `${path}${key}.`),
  );
}

function textsOf(language: string, feature: string): object {
  return JSON.parse(readFileSync(new URL(`./${language}/${feature}`, import.meta.url), 'utf8'));
}

it('has the same features in each language', () => {
  expect(readdirSync(new URL('./de', import.meta.url))).toEqual(features);
});

it.each(features)('says all of %s in each language', (feature) => {
  expect(keysOf(textsOf('de', feature)).sort()).toEqual(keysOf(textsOf('en', feature)).sort());
});
