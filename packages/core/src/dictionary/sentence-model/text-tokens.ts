/** Texts as the numbers of their tokens, by the tokenizer that comes with a model. */
import { readFile } from 'node:fs/promises';
import { Tokenizer } from '@huggingface/tokenizers';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { z } from 'zod';
import type { ModelFolder } from './model-folder.ts';

export interface TextTokens {
  /** Filled up to one length with what the mask leaves out; row after row. */
  encode(texts: readonly string[]): { ids: BigInt64Array; mask: BigInt64Array; tokens: number };
}

/** Explanations have some twenty words; a model may take more, at a cost that grows with the square. */
const MAX_TOKENS = 512;

const configSchema = z.looseObject({
  /** A token, or a token with how it is matched. */
  pad_token: z.union([z.string(), z.looseObject({ content: z.string() })]).nullish(),
  /** Huge where the tokenizer has no limit. */
  model_max_length: z.number().positive().nullish(),
});

/** Problem `model-unreadable`. */
export async function readTextTokens(folder: ModelFolder): Promise<Result<TextTokens>> {
  const name = { file: 'tokenizer.json' };
  try {
    const tokenizerJson = JSON.parse(await readFile(folder.tokenizerFile, 'utf8')) as object;
    name.file = 'tokenizer_config.json';
    const config = configSchema.parse(
      folder.tokenizerConfigFile ? JSON.parse(await readFile(folder.tokenizerConfigFile, 'utf8')) : {},
    );
    name.file = 'tokenizer.json';
    return ok(createTextTokens(new Tokenizer(tokenizerJson, config), config, folder.maxTokens));
  } catch (cause) {
    return fail('model-unreadable', `${name.file} cannot be read as a tokenizer.`, { cause });
  }
}

function createTextTokens(
  tokenizer: Tokenizer,
  config: z.infer<typeof configSchema>,
  maxTokens: number | undefined,
): TextTokens {
  const { before, after } = around(tokenizer);
  const limit = Math.min(MAX_TOKENS, maxTokens ?? config.model_max_length ?? MAX_TOKENS);
  const room = Math.max(1, limit - before.length - after.length);
  const padName = typeof config.pad_token === 'object' ? config.pad_token?.content : config.pad_token;
  const pad = BigInt(tokenizer.token_to_id(padName ?? '[PAD]') ?? tokenizer.token_to_id('<pad>') ?? 0);
  return {
    encode(texts) {
      const rows = texts.map((text) => [...before, ...plain(tokenizer, text).slice(0, room), ...after]);
      const tokens = Math.max(1, ...rows.map((row) => row.length));
      const ids = new BigInt64Array(rows.length * tokens).fill(pad);
      const mask = new BigInt64Array(ids.length);
      for (const [at, row] of rows.entries()) {
        for (const [place, id] of row.entries()) {
          ids[at * tokens + place] = BigInt(id);
          mask[at * tokens + place] = 1n;
        }
      }
      return { ids, mask, tokens };
    },
  };
}

/** The tokens that stand around every text, so that a text can be cut between them. */
function around(tokenizer: Tokenizer): { before: number[]; after: number[] } {
  const inner = plain(tokenizer, 'a');
  const whole: number[] = tokenizer.encode('a').ids;
  const at = whole.findIndex((_, start) => inner.every((id, i) => whole[start + i] === id));
  if (at < 0) throw new Error('the tokens of a text do not stand together');
  return { before: whole.slice(0, at), after: whole.slice(at + inner.length) };
}

function plain(tokenizer: Tokenizer, text: string): number[] {
  return tokenizer.encode(text, { add_special_tokens: false }).ids;
}
