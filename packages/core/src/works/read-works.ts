import { readFile } from 'node:fs/promises';
import { createWorks, parseWorks, type Works } from '@mirubato/domain/works';
import { readPeople } from '../import/people.ts';

/** @param resources the folder of `resources`, with a slash at its end; the project's where it is left out */
export async function readWorks(
  resources = new URL('../../../../resources/', import.meta.url),
): Promise<Works> {
  const [people, table] = await Promise.all([
    readPeople(resources),
    readFile(new URL('works/works.tsv', resources), 'utf8'),
  ]);
  return createWorks(
    parseWorks(table, (composer) => people.find(composer)?.person.sort ?? null),
    people,
  );
}
