import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '@mirubato/domain/problem';
import { expect, it, onTestFinished } from 'vitest';
import type { ModelFolder } from './model-folder.ts';
import { readTextTokens } from './text-tokens.ts';

/** SentencePiece's unigrams between `<s>` and `</s>`, as the multilingual models have them. */
const unigrams = {
  version: '1.0',
  added_tokens: ['<s>', '<pad>', '</s>', '<unk>'].map((content, id) => ({ id, content, special: true })),
  normalizer: null,
  pre_tokenizer: { type: 'Metaspace', replacement: '▁', add_prefix_space: true, prepend_scheme: 'always' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '<s>', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '</s>', type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      '<s>': { id: '<s>', ids: [0], tokens: ['<s>'] },
      '</s>': { id: '</s>', ids: [2], tokens: ['</s>'] },
    },
  },
  decoder: { type: 'Metaspace', replacement: '▁', add_prefix_space: true },
  model: {
    type: 'Unigram',
    unk_id: 3,
    vocab: [
      ['<s>', 0],
      ['<pad>', 0],
      ['</s>', 0],
      ['<unk>', 0],
      ['▁slow', -1],
      ['er', -2],
      ['▁', -3],
      ['漸', -4],
    ],
  },
};

async function tokensOf(maxTokens: number | undefined) {
  const path = await mkdtemp(join(tmpdir(), 'mirubato-tokens-'));
  onTestFinished(() => rm(path, { recursive: true }));
  const tokenizerFile = join(path, 'tokenizer.json');
  await writeFile(tokenizerFile, JSON.stringify(unigrams));
  const folder = { tokenizerFile, tokenizerConfigFile: undefined, maxTokens } as ModelFolder;
  return unwrap(await readTextTokens(folder));
}

it('42.8 texts are filled up with the tokenizer’s own token, which the mask leaves out', async () => {
  const { ids, mask, tokens } = (await tokensOf(undefined)).encode(['slower', '漸']);
  expect(tokens).toBe(4);
  expect([...ids].map(Number)).toEqual([0, 4, 5, 2, 0, 6, 7, 2]);
  const shorter = (await tokensOf(undefined)).encode(['slower', 'slow']);
  expect([...shorter.ids].map(Number)).toEqual([0, 4, 5, 2, 0, 4, 2, 1]);
  expect([...shorter.mask].map(Number)).toEqual([1, 1, 1, 1, 1, 1, 1, 0]);
  expect([...mask].every((one) => one === 1n)).toBe(true);
});

it('42.8 a text that is cut keeps what ends it', async () => {
  const { ids } = (await tokensOf(4)).encode(['slower slower slower']);
  expect([...ids].map(Number)).toEqual([0, 4, 5, 2]);
});
