import { readdir, readFile, stat } from 'node:fs/promises';
import {
  createLookUp,
  type Grammar,
  type LookUp,
  meaningsSchema,
  phrasesSchema,
  type Term,
  termSchema,
} from '@mirubato/domain/dictionary';
import { z } from 'zod';

const projectResources = new URL('../../../../resources/', import.meta.url);

/** Read at most once for a process, with the first question: five megabytes. */
const lookUpByFolder = new Map<string, Promise<LookUp>>();

/** @param resources the folder of `resources`, with a slash at its end; the project's where it is left out */
export function readLookUp(resources = projectResources): Promise<LookUp> {
  const present = lookUpByFolder.get(resources.href);
  if (present) return present;
  const read = Promise.all([readTerms(resources), readGrammar(resources)]).then(([terms, grammar]) =>
    createLookUp(terms, grammar),
  );
  lookUpByFolder.set(resources.href, read);
  // What failed is tried again.
  read.catch(() => lookUpByFolder.delete(resources.href));
  return read;
}

/** ISO instant: the newest file's. */
export async function termsWrittenAt(resources = projectResources): Promise<string> {
  const times = await Promise.all(
    (await termFiles(resources)).map(async (file) => (await stat(file)).mtimeMs),
  );
  return new Date(Math.max(0, ...times)).toISOString();
}

export function encoderFile(resources = projectResources): URL {
  return new URL('dictionary/encoder/encoder.onnx', resources);
}

async function readTerms(resources: URL): Promise<Term[]> {
  const files = await termFiles(resources);
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return texts.flatMap((text) => z.array(termSchema).parse(JSON.parse(text)));
}

async function readGrammar(resources: URL): Promise<Grammar> {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(new URL(`dictionary/grammar/${name}.json`, resources), 'utf8'));
  const [phrases, meanings] = await Promise.all([read('phrases'), read('meanings')]);
  return { phrases: phrasesSchema.parse(phrases), meanings: meaningsSchema.parse(meanings) };
}

async function termFiles(resources: URL): Promise<URL[]> {
  const folder = new URL('dictionary/terms/', resources);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return names.map((name) => new URL(name, folder));
}
