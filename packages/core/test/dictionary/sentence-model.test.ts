import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { type ProblemCode, unwrap } from '@mirubato/domain/problem';
import { afterEach, describe, expect, it } from 'vitest';
import { readLookUp } from '../../src/dictionary/read-terms.ts';
import { checkEncoder } from '../../src/dictionary/sentence-model/check-encoder.ts';
import {
  type ModelEncoder,
  type ModelEncoderOptions,
  openModelEncoder,
} from '../../src/dictionary/sentence-model/model-encoder.ts';
import { inspectModelFolder, MAX_MODEL_BYTES } from '../../src/dictionary/sentence-model/model-folder.ts';
import { expectedEmbeddings, type ModelFiles, modelFolder } from './sentence-models.ts';

const lookUp = await readLookUp();
const opened: ModelEncoder[] = [];
afterEach(async () => {
  for (const encoder of opened.splice(0)) await encoder.close();
});

async function open(files: ModelFiles, options?: ModelEncoderOptions): Promise<ModelEncoder> {
  const folder = unwrap(await inspectModelFolder(await modelFolder(files)));
  const encoder = unwrap(await openModelEncoder(folder, options));
  opened.push(encoder);
  return encoder;
}

/** What becomes of a folder: of looking at it, opening and checking it. */
async function problemOf(folder: string): Promise<{ code: ProblemCode; detail: string } | undefined> {
  const inspected = await inspectModelFolder(folder);
  if (!inspected.ok) return inspected.problem;
  const encoder = await openModelEncoder(inspected.value);
  if (!encoder.ok) return encoder.problem;
  opened.push(encoder.value);
  const checked = await checkEncoder(encoder.value, lookUp.terms());
  return checked.ok ? undefined : checked.problem;
}

const poolings = {
  mean: '{"word_embedding_dimension":16,"pooling_mode_cls_token":false,"pooling_mode_mean_tokens":true}',
  cls: '{"pooling_mode_cls_token":true,"pooling_mode_mean_tokens":false}',
  max: '{"pooling_mode":"max"}',
};
const alone = (vector: Float32Array | undefined) => [...(vector ?? [])];

describe('a sentence-transformer', () => {
  it.each(Object.entries(poolings))('42.8 gives what torch gives, pooled by %s', async (pooling, config) => {
    const encoder = await open({ files: { '1_Pooling/config.json': config } });
    const vectors = await encoder.encode(
      expectedEmbeddings.map(({ text }) => text),
      'query',
    );
    for (const [at, expected] of expectedEmbeddings.entries()) {
      const values = expected[pooling as keyof typeof poolings];
      expect(vectors[at]).toHaveLength(16);
      for (const [i, value] of values.entries()) expect(vectors[at]?.[i]).toBeCloseTo(value, 3);
    }
    expect(await checkEncoder(encoder, lookUp.terms())).toEqual({ ok: true, value: 16 });
  });

  it.each<[string, ModelFiles]>([
    ['pools by the mean where nothing is said', {}],
    ['takes the embedding that the model has itself', { model: 'sentence' }],
    ['lies in the folder onnx', { at: 'onnx/model.onnx' }],
    ['is there in 8 bits alone', { at: 'onnx/model_quantized.onnx' }],
    ['has a tokenizer without settings', { files: { 'tokenizer_config.json': null } }],
  ])('42.8 %s', async (_, files) => {
    const encoder = await open(files);
    const [first] = expectedEmbeddings;
    const [vector] = await encoder.encode([first?.text ?? ''], 'query');
    for (const [i, value] of (first?.mean ?? []).entries()) expect(vector?.[i]).toBeCloseTo(value, 3);
  });

  it('42.8 the plain model comes before the one in 8 bits', async () => {
    const folder = await modelFolder({ files: { 'onnx/model_quantized.onnx': 'not looked at' } });
    expect(unwrap(await inspectModelFolder(folder)).modelFile).toBe(join(folder, 'model.onnx'));
  });

  it('42.8 texts do not change one another, and one without letters is all zeros', async () => {
    const encoder = await open({});
    const [single] = await encoder.encode(['slow'], 'query');
    const among = await encoder.encode(
      ['?!', 'slow', 'a longer text about getting slower and slower'],
      'query',
    );
    for (const [i, value] of alone(single).entries()) expect(among[1]?.[i]).toBeCloseTo(value, 4);
    expect(alone(among[0])).toEqual(new Array(16).fill(0));
  });

  it('42.8 a long text is cut to what the model takes', async () => {
    const encoder = await open({ files: { 'sentence_bert_config.json': '{"max_seq_length":6}' } });
    const [short, long] = await encoder.encode(
      ['slow and soft song', 'slow and soft song to the end'],
      'query',
    );
    expect(alone(long)).toEqual(alone(short));
    // Without the setting a text far beyond the model's own places would fail.
    const limited = await open({
      files: { 'tokenizer_config.json': '{"pad_token":"[PAD]","model_max_length":128}' },
    });
    expect(await limited.encode(['slow '.repeat(900)], 'query')).toHaveLength(1);
  });

  it('42.8 what stands before a question and before a passage is its own', async () => {
    const prompts = { query: 'slow: ', document: 'loud: ' };
    const encoder = await open({
      files: { 'config_sentence_transformers.json': JSON.stringify({ prompts, default_prompt_name: null }) },
    });
    const plain = await open({});
    const [query] = await encoder.encode(['soft'], 'query');
    const [passage] = await encoder.encode(['soft'], 'passage');
    expect(alone(query)).toEqual(alone((await plain.encode(['slow: soft'], 'query'))[0]));
    expect(alone(passage)).toEqual(alone((await plain.encode(['loud: soft'], 'passage'))[0]));
    expect(encoder.fingerprint).not.toBe(plain.fingerprint);
  });
});

describe('a folder is refused', () => {
  it.each<[string, ProblemCode, string, ModelFiles]>([
    ['without a model', 'model-incomplete', 'neither model.onnx nor onnx/model.onnx', { model: null }],
    ['without a tokenizer', 'model-incomplete', 'no tokenizer.json', { files: { 'tokenizer.json': null } }],
    [
      'whose model is none',
      'model-unreadable',
      'model.onnx cannot be opened',
      { model: null, files: { 'model.onnx': 'x' } },
    ],
    [
      'whose tokenizer is no JSON',
      'model-unreadable',
      'tokenizer.json cannot be read',
      { files: { 'tokenizer.json': '{' } },
    ],
    [
      'whose tokenizer is none',
      'model-unreadable',
      'tokenizer.json cannot be read',
      { files: { 'tokenizer.json': '{}' } },
    ],
    [
      'whose settings of the tokenizer are no JSON',
      'model-unreadable',
      'tokenizer_config.json cannot be read',
      { files: { 'tokenizer_config.json': '[' } },
    ],
    [
      'with another pooling',
      'model-unreadable',
      'the pooling lasttoken',
      { files: { '1_Pooling/config.json': '{"pooling_mode_lasttoken":true}' } },
    ],
    [
      'with two poolings',
      'model-unreadable',
      'cls_token and max_tokens',
      {
        files: { '1_Pooling/config.json': '{"pooling_mode_cls_token":true,"pooling_mode_max_tokens":true}' },
      },
    ],
    [
      'whose settings are none',
      'model-unreadable',
      'sentence_bert_config.json cannot be read',
      { files: { 'sentence_bert_config.json': '{"max_seq_length":"long"}' } },
    ],
    ['whose model asks for something else', 'model-unreadable', 'asks for pixel_values', { model: 'other' }],
    ['whose model gives no numbers', 'model-unfit', 'something else than numbers', { model: 'not-finite' }],
    ['whose model finds all alike', 'model-unfit', 'no more alike', { model: 'constant' }],
  ])('42.9 %s', async (_, code, detail, files) => {
    const problem = await problemOf(await modelFolder(files));
    expect(problem).toMatchObject({ code, detail: expect.stringContaining(detail) });
  });

  it('42.9 that is not there, no folder, or not given whole', async () => {
    const folder = await modelFolder();
    expect(await problemOf(join(folder, 'gone'))).toMatchObject({ code: 'folder-not-found' });
    expect(await problemOf(join(folder, 'model.onnx'))).toMatchObject({ code: 'folder-not-found' });
    expect(await problemOf('models')).toMatchObject({ code: 'folder-not-absolute' });
  });

  it('42.9 whose model, with the weights beside it, has more than 2 GB', async () => {
    const folder = await modelFolder({ files: { 'model.onnx_data': '' } });
    await truncate(join(folder, 'model.onnx_data'), MAX_MODEL_BYTES);
    expect(await problemOf(folder)).toMatchObject({ code: 'model-too-large' });
  });
});

describe('in a process of its own', () => {
  it('42.10 one that takes too much memory ends alone, with a reason', async () => {
    const ended = Promise.withResolvers<string>();
    const encoder = await open(
      { model: 'greedy' },
      { memoryBytes: 400 * 1024 ** 2, onEnd: ({ detail }) => ended.resolve(detail) },
    );
    expect(await encoder.encode(['slow'], 'query')).toHaveLength(1);
    // 120 tokens to the fourth power: 800 MB.
    await encoder.encode(['slow '.repeat(118)], 'query').catch(() => undefined);
    expect(await ended.promise).toContain('too much memory');
    await expect(encoder.encode(['slow'], 'query')).rejects.toThrow('model-failed');
  });

  it('42.10 one that crashes ends alone, with a reason, at once for who waits', async () => {
    const ended = Promise.withResolvers<string>();
    const encoder = await open({}, { onEnd: ({ detail }) => ended.resolve(detail) });
    const waiting = encoder.encode(new Array(2000).fill('getting slower little by little'), 'query');
    process.kill(encoder.pid, 'SIGSEGV');
    await expect(waiting).rejects.toThrow('ended by itself');
    expect(await ended.promise).toContain('SIGSEGV');
  });

  it('42.10 one that does not answer is ended', async () => {
    const folder = unwrap(await inspectModelFolder(await modelFolder()));
    const result = await openModelEncoder(folder, { timeoutMs: 1 });
    expect(result).toMatchObject({
      ok: false,
      problem: { code: 'model-failed', detail: expect.stringContaining('took longer than') },
    });
  });

  it('42.10 what is cut off while it opens leaves no process, and neither does what is closed', async () => {
    const folder = unwrap(await inspectModelFolder(await modelFolder()));
    const controller = new AbortController();
    const opening = openModelEncoder(folder, { signal: controller.signal });
    controller.abort(new Error('cut off'));
    await expect(opening).rejects.toThrow('cut off');
    const encoder = await open({});
    await encoder.close();
    expect(() => process.kill(encoder.pid, 0)).toThrow('ESRCH');
  });
});
