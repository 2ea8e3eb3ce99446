import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { readPeople } from '../../src/import/people.ts';
import { temporaryFolder } from '../temporary.ts';

const table = new URL('../../../../resources/people/people.tsv', import.meta.url);

it('the table of people is read again where it could not be read before', async () => {
  const folder = await temporaryFolder();
  const resources = pathToFileURL(`${folder}/`);
  await expect(readPeople(resources)).rejects.toThrow();
  await mkdir(join(folder, 'people'));
  await cp(table, join(folder, 'people', 'people.tsv'));
  expect((await readPeople(resources)).find('Bach')?.person.name).toBe('Johann Sebastian Bach');
  expect(readPeople(resources)).toBe(readPeople(resources));
});
