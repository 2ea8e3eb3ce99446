/** Asks a relay as one user does, over HTTP. */
import { accessToken, type TestRelay } from './relay.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the relay answers is what is tested
  readonly body: any;
}

export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** @param userId undefined: without a token. */
export async function openCaller(relay: TestRelay, userId: string | undefined): Promise<Call> {
  const authorization = userId && `Bearer ${await accessToken(userId)}`;
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`${relay.url()}${path}`, {
      method,
      headers: {
        ...(authorization && { authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
}
