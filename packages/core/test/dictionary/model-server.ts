/** A server of language models as Ollama and others are: it speaks their protocol and says what a test has it say. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: { model: string; messages: { role: string; content: string }[]; response_format: object };
}

/** What it says to one question: a text, a whole answer, or nothing until the question is given up. */
export type Saying = string | { readonly status: number; readonly body: string } | 'silence';

export interface TestModelServer {
  readonly address: string;
  readonly asked: Asked[];
  /** One for each question to come; the last stays. */
  says(...sayings: readonly Saying[]): void;
  /** Ends when a question has been given up by who asked. */
  givenUp(): Promise<void>;
  close(): Promise<void>;
}

/** 100 of 100, but for what `definition` says otherwise. */
export function goodAnswer(definition: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
  return JSON.stringify({
    is_musical_term: true,
    type: 'technique',
    source_language: 'de',
    definition: {
      concise: 'As if through clouds',
      detailed: `Veiled and soft. ${'The sound is held back and has no edge. '.repeat(5)}`.trim(),
      etymology: 'From German Wolke, cloud.',
      pronunciation: { ipa: 'ˈvɔlkɪç', syllables: ['wol', 'kig'] },
      usage_example: 'In a song that nobody sings.',
      ...definition,
    },
    ...more,
  });
}

export const TOKENS = 840;

export async function startModelServer(): Promise<TestModelServer> {
  const asked: Asked[] = [];
  let sayings: readonly Saying[] = [goodAnswer()];
  let noteGivenUp: () => void = () => undefined;
  const givenUp = new Promise<void>((resolve) => {
    noteGivenUp = resolve;
  });

  const server = createServer(async (request, response) => {
    const { method, url = '', headers } = request;
    if (method === 'GET' && url === '/v1/models')
      return json(response, 200, { object: 'list', data: [{ id: 'small' }, { id: 'large' }] });
    const body = JSON.parse(await textOf(request));
    asked.push({ path: `${method} ${url}`, authorization: headers.authorization, body });
    if (body.model !== 'small' && body.model !== 'large')
      return json(response, 404, { error: { message: `model "${body.model}" not found` } });
    const [saying = 'silence'] = sayings;
    if (sayings.length > 1) sayings = sayings.slice(1);
    if (saying === 'silence') return response.once('close', noteGivenUp);
    if (typeof saying !== 'string') return response.writeHead(saying.status).end(saying.body);
    const message = { role: 'assistant', content: saying };
    return json(response, 200, { choices: [{ index: 0, message }], usage: { total_tokens: TOKENS } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/v1`,
    asked,
    says(...next) {
      sayings = next;
    },
    givenUp: () => givenUp,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function json(response: ServerResponse, status: number, body: unknown) {
  return response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
