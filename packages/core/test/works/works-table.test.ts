import { readFile } from 'node:fs/promises';
import { findCatalogueNumber } from '@mirubato/domain/scores';
import { findKeyName, parseWorks, readTitle, titleText } from '@mirubato/domain/works';
import { expect, it } from 'vitest';
import { readPeople } from '../../src/import/people.ts';

const table = await readFile(new URL('../../../../resources/works/works.tsv', import.meta.url), 'utf8');
const people = await readPeople();
const [header = '', ...lines] = table.replace(/\n$/, '').split('\n');
const works = parseWorks(table, (composer) => people.find(composer)?.person.sort ?? null);

it('every line has the columns, and a title', () => {
  expect(header.split('\t')).toEqual(
    'composers numbers title key nicknames names wikidata imslp musicbrainz'.split(' '),
  );
  expect(lines.filter((line) => line.split('\t').length !== 9)).toEqual([]);
  expect(works.filter(({ title, composers }) => title === '' || composers.length === 0)).toEqual([]);
  expect(works.length).toBeGreaterThan(700);
  expect(table.normalize('NFC')).toBe(table);
});

it('every composer is in the list of people by exactly that name', () => {
  const unknown = new Set(
    works.flatMap(({ composers }) => composers).filter((name) => people.find(name)?.person.name !== name),
  );
  expect([...unknown]).toEqual([]);
});

it('every number of a catalogue is read as one, and every key', () => {
  const unread = lines.flatMap((line) => {
    const [composers = '', numbers = '', title = '', key = ''] = line.split('\t');
    const isRead = numbers.split('|').every((number) => number === '' || findCatalogueNumber(number));
    return isRead && (key === '' || findKeyName(key).key !== null) ? [] : [`${composers}: ${title}`];
  });
  expect(unread).toEqual([]);
  expect(
    works
      .filter(
        ({ numbers }, at) =>
          numbers.length !== (lines[at]?.split('\t')[1] ?? '').split('|').filter(Boolean).length,
      )
      .map(({ title }) => title),
  ).toEqual([]);
});

it('no number, name or nickname is of two works of a composer', () => {
  const owners = new Map<string, string>();
  const twice: string[] = [];
  for (const [at, { composers, numbers, title, nicknames, names }] of works.entries()) {
    const reading = readTitle(title);
    // Several sonatas in one key may have no more of a title than that.
    const isKind = reading.isGeneric;
    const texts = new Set([
      ...numbers.map(({ base, part }) => `number ${base} ${part}`),
      ...[...nicknames, ...names, ...(isKind ? [] : [title])].map((name) => titleText(readTitle(name))),
    ]);
    for (const text of texts) {
      const key = `${composers[0]}|${text}`;
      if (owners.has(key) && owners.get(key) !== String(at)) twice.push(`${key}: ${title}`);
      owners.set(key, String(at));
    }
  }
  expect(twice).toEqual([]);
});

it('ids have the form of their place', () => {
  for (const { ids } of works) {
    if (ids.wikidata) expect(ids.wikidata).toMatch(/^Q\d+$/);
    if (ids.imslp) expect(ids.imslp).toMatch(/ \([^()]+, [^()]+\)$/);
    if (ids.musicbrainz) expect(ids.musicbrainz).toMatch(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
  }
});
