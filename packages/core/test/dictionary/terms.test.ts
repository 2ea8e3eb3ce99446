import { readdir, readFile } from 'node:fs/promises';
import { type Term, termSchema } from '@mirubato/domain/dictionary';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../../../resources/dictionary/terms/', import.meta.url);
const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
const termsByFile = new Map<string, unknown[]>();
for (const file of files) termsByFile.set(file, JSON.parse(await readFile(new URL(file, folder), 'utf8')));

const terms = [...termsByFile.values()].flat().flatMap((term) => termSchema.safeParse(term).data ?? []);

describe('the data of the dictionary', () => {
  it.each(files)('%s has the form of terms', (file) => {
    const problems = (termsByFile.get(file) ?? []).flatMap((term, index) => {
      const parsed = termSchema.safeParse(term);
      const name = (term as Partial<Term>).term ?? `number ${index + 1}`;
      return parsed.success
        ? []
        : parsed.error.issues.map(({ path, message }) => `${name}: ${path.join('.')}: ${message}`);
    });
    expect(problems).toEqual([]);
  });

  it('has no two terms of one id', () => {
    const idsByFile = files.flatMap((file) =>
      (termsByFile.get(file) ?? []).map((term) => [(term as Term).id, file] as const),
    );
    const groups = Map.groupBy(idsByFile, ([id]) => id);
    const twice = [...groups].filter(([, found]) => found.length > 1);
    expect(twice.map(([id, found]) => `${id}: ${found.map(([, file]) => file).join(', ')}`)).toEqual([]);
  });

  it('has links that lead somewhere, and none to itself', () => {
    const ids = new Set(terms.map(({ id }) => id));
    const dead = terms.flatMap(({ id, synonyms, opposites, related }) =>
      [...synonyms, ...opposites, ...related]
        .filter((link) => link === id || !ids.has(link))
        .map((link) => `${id}: ${link}`),
    );
    expect(dead).toEqual([]);
  });

  it('explains what every learner meets at length in every language', () => {
    const short = terms
      .filter(({ level, senses }) => level === 1 && Object.keys(senses[0]?.detailed ?? {}).length < 8)
      .map(({ id }) => id);
    expect(short).toEqual([]);
    expect(terms.filter(({ level }) => level === 1).length).toBeGreaterThanOrEqual(400);
  });

  it('says each explanation short, and in its own script', () => {
    const isAsian = new Set(['ja', 'zh-CN', 'zh-TW']);
    const wrong = terms.flatMap(({ id, senses }) =>
      senses.flatMap(({ concise }) =>
        Object.entries(concise)
          .filter(
            ([language, text]) =>
              text.length > 200 ||
              isAsian.has(language) !== /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text),
          )
          .map(([language, text]) => `${id} ${language}: ${text}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('has phrases for who does not know the term', () => {
    expect(terms.filter(({ describedAs }) => describedAs.length < 2).map(({ id }) => id)).toEqual([]);
  });

  it('has 2,500 terms and more', () => {
    expect(terms.length).toBeGreaterThanOrEqual(2500);
  });
});
