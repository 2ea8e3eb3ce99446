import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createWorks, parseWorks, WORK_KEYS_VERSION, type Works } from '@mirubato/domain/works';
import { readPeople } from '../import/people.ts';

/** Read at most once for a process: it takes half a second, and several cores may ask. */
const worksByFolder = new Map<string, Promise<Works>>();

/** @param resources the folder of `resources`, with a slash at its end; the project's where it is left out */
export function readWorks(resources = new URL('../../../../resources/', import.meta.url)): Promise<Works> {
  const present = worksByFolder.get(resources.href);
  if (present) return present;
  const read = Promise.all([readPeople(resources), readTables(resources)]).then(([people, { works }]) =>
    createWorks(
      parseWorks(works, (composer) => people.find(composer)?.person.sort ?? null),
      people,
    ),
  );
  worksByFolder.set(resources.href, read);
  // What failed is tried again.
  read.catch(() => worksByFolder.delete(resources.href));
  return read;
}

/** Changes when a work may have another key than before. */
export async function workKeysVersion(resources?: URL): Promise<string> {
  const { people, works } = await readTables(resources ?? new URL('../../../../resources/', import.meta.url));
  const hash = createHash('sha256').update(people).update(works);
  return `${WORK_KEYS_VERSION}-${hash.digest('hex').slice(0, 16)}`;
}

async function readTables(resources: URL): Promise<{ people: string; works: string }> {
  const [people, works] = await Promise.all(
    ['people/people.tsv', 'works/works.tsv'].map((path) => readFile(new URL(path, resources), 'utf8')),
  );
  return { people: people ?? '', works: works ?? '' };
}
