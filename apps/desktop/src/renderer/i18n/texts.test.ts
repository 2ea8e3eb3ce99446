import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { languages } from '@mirubato/domain/settings';
import { describe, expect, it } from 'vitest';

type Texts = ReadonlyMap<string, string>;

const folderOf = (language: string) => new URL(`./${language}/`, import.meta.url);
const features = readdirSync(folderOf('en')).sort();
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Each text by its whole key, `feature.json: key.of.text`. */
function textsOf(language: string): Texts {
  const texts = new Map<string, string>();
  const collect = (value: unknown, path: string) => {
    if (typeof value === 'string') texts.set(path, value);
    else
      for (const [key, inner] of Object.entries(value as object))
        collect(inner, `${path}${separator(path)}${key}`);
  };
  for (const feature of readdirSync(folderOf(language))) {
    collect(JSON.parse(readFileSync(new URL(feature, folderOf(language)), 'utf8')), `${feature}: `);
  }
  return texts;
}

function separator(path: string): string {
  return path.endsWith(' ') ? '' : '.';
}

/** The keys as code asks for them, with the plural categories that each has. */
function categoriesByKey(texts: Texts): Map<string, Set<string>> {
  const byKey = new Map<string, Set<string>>();
  for (const key of texts.keys()) {
    const category = PLURAL.exec(key)?.[1];
    const asked = category ? key.replace(PLURAL, '') : key;
    const categories = byKey.get(asked) ?? new Set();
    if (category) categories.add(category);
    byKey.set(asked, categories);
  }
  return byKey;
}

function zeroOf(categories: ReadonlySet<string>): string[] {
  return categories.has('zero') ? ['zero'] : [];
}

function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([^},\s]+)[^}]*\}\}/g)].map(([, name = '']) => name))].sort();
}

/** Of all plural forms together: one of them may say "one" in a word. */
function variablesByKey(texts: Texts): Map<string, string> {
  const byKey = new Map<string, string[]>();
  for (const [key, text] of texts) {
    const asked = key.replace(PLURAL, '');
    // German writes minor keys small: `lower` is the same note.
    const names = variablesOf(text).map((name) => (name === 'lower' ? 'note' : name));
    byKey.set(asked, [...(byKey.get(asked) ?? []), ...names]);
  }
  return new Map([...byKey].map(([key, names]) => [key, [...new Set(names)].sort().join(' ')]));
}

const english = textsOf('en');

describe.each(languages)('the texts in %s', (language) => {
  // A language that nobody has translated yet is shown in English.
  const isThere = existsSync(folderOf(language));
  const texts: Texts = isThere ? textsOf(language) : new Map();

  it.runIf(isThere)('are of the same features', () => {
    expect(readdirSync(folderOf(language)).sort()).toEqual(features);
  });

  it.runIf(isThere)('have the same keys', () => {
    expect([...categoriesByKey(texts).keys()].sort()).toEqual([...categoriesByKey(english).keys()].sort());
  });

  it.runIf(isThere)('have a form for each plural category of the language', () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, present] of categoriesByKey(texts)) {
      const inEnglish = categoriesByKey(english).get(key);
      if (!inEnglish?.size) expect([...present], key).toEqual([]);
      // For none at all a text may say so in every language.
      else
        expect([...present].sort(), key).toEqual([...new Set([...categories, ...zeroOf(inEnglish)])].sort());
    }
  });

  it.runIf(isThere)('fill in the same variables', () => {
    expect(Object.fromEntries(variablesByKey(texts))).toEqual(Object.fromEntries(variablesByKey(english)));
  });

  it.runIf(isThere)('are never empty', () => {
    expect([...texts].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
  });
});
