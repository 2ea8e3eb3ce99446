import { readFile } from 'node:fs/promises';
import { createPeople, type People, parsePeople } from '@mirubato/domain/people';

/** Read at most once for a process: it takes a while, and works are told apart by them too. */
const peopleByFolder = new Map<string, Promise<People>>();

/** @param resources the folder of `resources`, with a slash at its end; the project's where it is left out */
export function readPeople(resources = new URL('../../../../resources/', import.meta.url)): Promise<People> {
  const present = peopleByFolder.get(resources.href);
  if (present) return present;
  const read = readFile(new URL('people/people.tsv', resources), 'utf8').then((table) =>
    createPeople(parsePeople(table)),
  );
  peopleByFolder.set(resources.href, read);
  // What failed is tried again.
  read.catch(() => peopleByFolder.delete(resources.href));
  return read;
}
