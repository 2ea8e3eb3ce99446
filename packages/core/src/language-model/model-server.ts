/**
 * Speaks to an OpenAI-compatible server on this computer: Ollama, llama.cpp, LM Studio. One request at a time, no
 * redirects, no proxy. No problem holds the key.
 */
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { fail, ok, type Problem, ProblemError, type Result, unwrap } from '@mirubato/domain/problem';
import { z } from 'zod';
import { localhostAddresses } from './loopback-address.ts';

export interface ModelServerAddress {
  /** As `parseLoopbackAddress` gives it. */
  readonly address: string;
  readonly key: string | null;
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** JSON Schema that the answer is held to, where the server can. */
  readonly shape: object;
}

export interface ChatAnswer {
  readonly text: string;
  /** Of question and answer; null where the server does not count. */
  readonly tokens: number | null;
}

/** Problems of both: `model-unreachable`, which a given-up question is too; `model-refused`, `model-unusable`. */
export interface ModelServer {
  /** The names of its models. */
  models(signal: AbortSignal): Promise<Result<string[]>>;
  chat(request: ChatRequest, signal: AbortSignal): Promise<Result<ChatAnswer>>;
}

/** The original's: 800 letters and the rest are 500 tokens and fewer; models that think aloud need more. */
const MAX_TOKENS = 4000;
const TEMPERATURE = 0.3;

/** Far above any list of models. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const MAX_REASON = 300;

const modelsSchema = z.object({ data: z.array(z.object({ id: z.string().min(1) })) });
const chatSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }) })).min(1),
  usage: z
    .object({ total_tokens: z.number().int().min(0) })
    .nullish()
    .catch(null),
});

export function createModelServer({ address, key }: ModelServerAddress): ModelServer {
  return {
    async models(signal) {
      const answered = parsed(modelsSchema, await ask('GET', '/models', undefined, signal));
      return answered.ok ? ok(answered.value.data.map(({ id }) => id).sort()) : answered;
    },
    async chat({ model, messages, shape }, signal) {
      const body = {
        model,
        messages,
        temperature: TEMPERATURE,
        max_tokens: MAX_TOKENS,
        stream: false,
        response_format: { type: 'json_schema', json_schema: { name: 'term', strict: true, schema: shape } },
      };
      const answered = parsed(chatSchema, await ask('POST', '/chat/completions', body, signal));
      if (!answered.ok) return answered;
      const { choices, usage } = answered.value;
      return ok({ text: choices[0]?.message.content ?? '', tokens: usage?.total_tokens ?? null });
    },
  };

  async function ask(
    method: 'GET' | 'POST',
    path: string,
    body: object | undefined,
    signal: AbortSignal,
  ): Promise<Result<unknown>> {
    try {
      const response = await send(method, new URL(`${address}${path}`), body, signal);
      const text = unwrap(await receive(response));
      const { statusCode = 0 } = response;
      if (statusCode === 200) return ok(jsonOf(text));
      return { ok: false, problem: refusal(statusCode, jsonOf(text)) };
    } catch (cause) {
      if (cause instanceof ProblemError) return { ok: false, problem: cause.problem };
      return fail('model-unreachable', `Nothing answers at ${address}. Is the program running?`, { cause });
    }
  }

  function send(
    method: string,
    url: URL,
    body: object | undefined,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const sentBody = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const sent = request(url, {
        method,
        signal,
        // No shared agent: neither a proxy nor a connection that somebody else has opened.
        agent: false,
        lookup: (_host, options, done) => {
          if (options.all) done(null, [...localhostAddresses]);
          else done(null, localhostAddresses[0].address, localhostAddresses[0].family);
        },
        headers: {
          accept: 'application/json',
          ...(sentBody ? { 'content-type': 'application/json', 'content-length': sentBody.byteLength } : {}),
          ...(key ? { authorization: `Bearer ${key}` } : {}),
        },
      });
      sent.once('response', resolve);
      sent.once('error', reject);
      sent.end(sentBody);
    });
  }

  function refusal(status: number, answer: unknown): Problem {
    const { error } = (answer ?? {}) as { error?: unknown };
    const said = typeof error === 'string' ? error : (error as { message?: unknown } | undefined)?.message;
    const reason = typeof said === 'string' ? withoutKey(said).slice(0, MAX_REASON) : '';
    return {
      code: 'model-refused',
      detail: `The server of the language model answers with an error (${status})${reason ? `: ${reason}` : '.'}`,
    };
  }

  /** Some servers repeat what they were given. */
  function withoutKey(text: string): string {
    return key ? text.replaceAll(key, '…') : text;
  }
}

async function receive(response: IncomingMessage): Promise<Result<string>> {
  try {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes > MAX_ANSWER_BYTES) return unusable();
      chunks.push(chunk);
    }
    return ok(Buffer.concat(chunks).toString('utf8'));
  } finally {
    response.destroy();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  answered: Result<unknown>,
): Result<z.infer<Schema>> {
  if (!answered.ok) return answered;
  const read = schema.safeParse(answered.value);
  return read.success ? ok(read.data) : unusable(read.error);
}

function unusable(cause?: unknown): Result<never> {
  return fail('model-unusable', 'What answers there does not speak as a server of language models does.', {
    cause,
  });
}
