/** A folder with a sentence-transformer as it is exported for ONNX: which of its files are used, and how. */
import type { Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { z } from 'zod';
import type { Pooling } from './pooling.ts';

export interface ModelFolder {
  readonly path: string;
  readonly modelFile: string;
  /** Weights that lie beside the model's file. */
  readonly dataFiles: readonly string[];
  /** Of the model's file and its weights. */
  readonly sizeBytes: number;
  readonly tokenizerFile: string;
  /** Undefined where there is none. */
  readonly tokenizerConfigFile: string | undefined;
  readonly pooling: Pooling;
  /** As the folder has it; undefined where it does not say. */
  readonly maxTokens: number | undefined;
  /** What stands before a text, as "query: ". */
  readonly prompts: Readonly<Record<'query' | 'passage', string>>;
}

/** The plain one first, then its weights in 8 bits, as the usual exporters name them. */
const MODEL_NAMES = [
  'model',
  'model_quantized',
  'model_int8',
  'model_uint8',
  'model_qint8_avx512_vnni',
  'model_qint8_avx512',
  'model_quint8_avx2',
  'model_qint8_arm64',
].flatMap((name) => [`${name}.onnx`, `onnx/${name}.onnx`]);

/** What is larger has more to load than a search while one types is worth, and ONNX's own format ends here. */
export const MAX_MODEL_BYTES = 2 * 1024 ** 3;

/** Of a file of settings: they have some hundred bytes. */
const MAX_SETTINGS_BYTES = 1024 * 1024;

const poolingSchema = z.looseObject({ pooling_mode: z.string().optional() });

/** By the name of the field that is true, without `pooling_mode_`. A vector of length 1 is the same by both means. */
const poolingByMode: Readonly<Record<string, Pooling>> = {
  mean: 'mean',
  mean_tokens: 'mean',
  mean_sqrt_len_tokens: 'mean',
  cls: 'cls',
  cls_token: 'cls',
  max: 'max',
  max_tokens: 'max',
};

const lengthSchema = z.looseObject({ max_seq_length: z.number().int().min(3).nullish() });

const promptsSchema = z.looseObject({
  prompts: z.record(z.string(), z.string()).nullish(),
  default_prompt_name: z.string().nullish(),
});

/**
 * Looks at the folder without opening the model. Problems: `folder-not-absolute`, `folder-not-found`,
 * `folder-unreadable`, `model-incomplete`, `model-too-large`, `model-unreadable`.
 */
export async function inspectModelFolder(given: string): Promise<Result<ModelFolder>> {
  if (!isAbsolute(given)) return fail('folder-not-absolute', `${given} is not an absolute path.`);
  const path = resolve(given);
  try {
    return await inspect(path);
  } catch (cause) {
    return fail('folder-unreadable', `${path} cannot be read.`, { cause });
  }
}

async function inspect(path: string): Promise<Result<ModelFolder>> {
  const folder = await look(path);
  if (!folder.ok) return folder;
  if (!folder.value?.isDirectory()) return fail('folder-not-found', `There is no folder ${path}.`);
  const modelFile = await firstFile(MODEL_NAMES.map((name) => join(path, name)));
  if (!modelFile)
    return fail('model-incomplete', `There is neither model.onnx nor onnx/model.onnx in ${path}.`);
  const tokenizerFile = await firstFile([join(path, 'tokenizer.json')]);
  if (!tokenizerFile) return fail('model-incomplete', `There is no tokenizer.json in ${path}.`);
  const dataFiles = await dataFilesOf(modelFile);
  const sizes = await Promise.all([modelFile, ...dataFiles].map(async (file) => (await stat(file)).size));
  const sizeBytes = sizes.reduce((sum, size) => sum + size, 0);
  if (sizeBytes > MAX_MODEL_BYTES) {
    const gigabytes = (sizeBytes / 1024 ** 3).toFixed(1);
    return fail('model-too-large', `The model has ${gigabytes} GB; up to 2 GB are taken.`);
  }
  const pooling = await readPooling(path);
  if (!pooling.ok) return pooling;
  const length = await readSettings(path, 'sentence_bert_config.json', lengthSchema);
  if (!length.ok) return length;
  const prompts = await readSettings(path, 'config_sentence_transformers.json', promptsSchema);
  if (!prompts.ok) return prompts;
  return ok({
    path,
    modelFile,
    dataFiles,
    sizeBytes,
    tokenizerFile,
    tokenizerConfigFile: await firstFile([join(path, 'tokenizer_config.json')]),
    pooling: pooling.value,
    maxTokens: length.value?.max_seq_length ?? undefined,
    prompts: promptsOf(prompts.value),
  });
}

/** Undefined where nothing is. */
async function look(path: string): Promise<Result<Stats | undefined>> {
  try {
    return ok(await stat(path));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return ok(undefined);
    return fail('folder-unreadable', `${path} cannot be read.`, { cause });
  }
}

async function firstFile(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const found = await look(path);
    if (found.ok && found.value?.isFile()) return path;
  }
  return undefined;
}

/** `model.onnx_data`, `model.onnx_data_1`, `model.onnx.data`. */
async function dataFilesOf(modelFile: string): Promise<string[]> {
  const folder = dirname(modelFile);
  const names = await readdir(folder);
  const begins = [`${basename(modelFile)}_data`, `${basename(modelFile)}.data`];
  return names
    .filter((name) => begins.some((begin) => name.startsWith(begin)))
    .sort()
    .map((name) => join(folder, name));
}

async function readPooling(path: string): Promise<Result<Pooling>> {
  const read = await readSettings(path, '1_Pooling/config.json', poolingSchema);
  if (!read.ok) return read;
  if (!read.value) return ok('mean');
  const modes = Object.keys(read.value)
    .filter((key) => key.startsWith('pooling_mode_') && read.value?.[key] === true)
    .map((key) => key.slice('pooling_mode_'.length));
  const named = read.value.pooling_mode ? [read.value.pooling_mode] : modes;
  const [mode = '', ...others] = named;
  const pooling = poolingByMode[mode];
  if (pooling && others.length === 0) return ok(pooling);
  const asked = named.length > 0 ? named.join(' and ') : 'none';
  const detail = `1_Pooling/config.json asks for the pooling ${asked}; only mean, cls and max are known.`;
  return fail('model-unreadable', detail);
}

function promptsOf(settings: z.infer<typeof promptsSchema> | undefined): ModelFolder['prompts'] {
  const prompts = settings?.prompts ?? {};
  const usual = prompts[settings?.default_prompt_name ?? ''] ?? '';
  return { query: prompts.query ?? usual, passage: prompts.document ?? prompts.passage ?? usual };
}

/** Undefined where the file is not there. */
async function readSettings<T>(
  path: string,
  name: string,
  schema: z.ZodType<T>,
): Promise<Result<T | undefined>> {
  const file = join(path, name);
  const found = await look(file);
  if (!found.ok) return found;
  if (!found.value) return ok(undefined);
  if (found.value.size > MAX_SETTINGS_BYTES)
    return fail('model-unreadable', `${name} is too large to be settings.`);
  try {
    return ok(schema.parse(JSON.parse(await readFile(file, 'utf8'))));
  } catch (cause) {
    return fail('model-unreadable', `${name} cannot be read as the settings of a model.`, { cause });
  }
}
