import { readFile } from 'node:fs/promises';
import { createPeople, type People, parsePeople } from '@mirubato/domain/people';

/** @param resources the folder of `resources`, with a slash at its end; the project's where it is left out */
export async function readPeople(
  resources = new URL('../../../../resources/', import.meta.url),
): Promise<People> {
  return createPeople(parsePeople(await readFile(new URL('people/people.tsv', resources), 'utf8')));
}
