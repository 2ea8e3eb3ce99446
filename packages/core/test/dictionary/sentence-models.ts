/** Folders with the tiny models of `training/dictionary/sentence_models.py`. */
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

const fixtures = join(import.meta.dirname, 'sentence-models');

/** Some texts with their embeddings, as torch has them. */
export const expectedEmbeddings = JSON.parse(
  await readFile(join(fixtures, 'expected.json'), 'utf8'),
) as (Record<'mean' | 'cls' | 'max', number[]> & { text: string })[];

export interface ModelFiles {
  readonly model?: 'tokens' | 'sentence' | 'greedy' | 'constant' | 'not-finite' | 'other' | null;
  /** Path within the folder. */
  readonly at?: string;
  /** Contents by path within the folder; null leaves a usual file out. */
  readonly files?: Readonly<Record<string, string | null>>;
}

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

export async function modelFolder({
  model = 'tokens',
  at = 'model.onnx',
  files = {},
}: ModelFiles = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mirubato-model-'));
  folders.push(folder);
  await mkdir(dirname(join(folder, at)), { recursive: true });
  if (model) await copyFile(join(fixtures, `${model}.onnx`), join(folder, at));
  for (const name of ['tokenizer.json', 'tokenizer_config.json']) {
    if (!(name in files)) await copyFile(join(fixtures, name), join(folder, name));
  }
  for (const [name, text] of Object.entries(files)) {
    if (text === null) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}
