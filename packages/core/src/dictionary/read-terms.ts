import { readdir, readFile } from 'node:fs/promises';
import { createLookUp, type LookUp, type Term, termSchema } from '@mirubato/domain/dictionary';
import { z } from 'zod';

/** Read at most once for a process, with the first question: five megabytes. */
const lookUpByFolder = new Map<string, Promise<LookUp>>();

/** @param resources the folder of `resources`, with a slash at its end; the project's where it is left out */
export function readLookUp(resources = new URL('../../../../resources/', import.meta.url)): Promise<LookUp> {
  const present = lookUpByFolder.get(resources.href);
  if (present) return present;
  const read = readTerms(resources).then(createLookUp);
  lookUpByFolder.set(resources.href, read);
  // What failed is tried again.
  read.catch(() => lookUpByFolder.delete(resources.href));
  return read;
}

async function readTerms(resources: URL): Promise<Term[]> {
  const folder = new URL('dictionary/terms/', resources);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const files = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));
  return files.flatMap((text) => z.array(termSchema).parse(JSON.parse(text)));
}
