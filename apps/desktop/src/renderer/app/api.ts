/** The core's interface as the screens use it. */
import { type Client, type Connection, createClient, readProblem } from '@mirubato/core/client';
import { ProblemError } from '@mirubato/domain/problem';
import { createContext, use } from 'react';

export interface Api {
  readonly client: Client;
  readonly connection: Connection;
  /** Bytes behind a path such as `/api/scores/x/thumbnail` as a `blob:` address; the caller revokes it. */
  fetchBlobUrl(path: string, signal?: AbortSignal): Promise<string>;
}

export const ApiContext = createContext<Api | undefined>(undefined);

export function useApi(): Api {
  const api = use(ApiContext);
  if (!api) throw new Error('useApi outside of ApiContext');
  return api;
}

export function createApi(connection: Connection): Api {
  return {
    client: createClient(connection),
    connection,
    async fetchBlobUrl(path, signal) {
      const headers: Record<string, string> =
        connection.token === undefined ? {} : { Authorization: `Bearer ${connection.token}` };
      const response = await connection.fetch(`${connection.baseUrl}${path}`, {
        headers,
        ...(signal ? { signal } : {}),
      });
      if (!response.ok) throw new ProblemError(await readProblem(response));
      return URL.createObjectURL(await response.blob());
    },
  };
}

/** The body of an answer, or its problem thrown: `await answer(client.api.timer.$get())`. */
export async function answer<T>(reply: Promise<{ ok: boolean; json(): Promise<T> }>): Promise<T> {
  const response = await reply;
  if (!response.ok) throw new ProblemError(await readProblem(response as unknown as Response));
  return response.json();
}

/** As `answer`, for answers without a body. */
export async function done(reply: Promise<{ ok: boolean }>): Promise<void> {
  const response = await reply;
  if (!response.ok) throw new ProblemError(await readProblem(response as unknown as Response));
}
