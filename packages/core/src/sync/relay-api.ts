/** What is asked of the relay over HTTP. Every failure is a problem; none holds a token. */
import { fail, ok, type Problem, type Result } from '@mirubato/domain/problem';
import { z } from 'zod';

/** Longer than a relay on a slow line takes, shorter than a person waits. */
const ANSWER_WITHIN_MS = 20_000;

const signInSchema = z.object({
  user: z.object({
    id: z.string().min(1),
    email: z.string().default(''),
    displayName: z.string().nullish(),
  }),
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1).nullish(),
  expiresIn: z.number().positive(),
});

const refreshSchema = signInSchema.omit({ user: true });
const pairingSchema = z.object({ code: z.string().min(1), expiresAt: z.union([z.string(), z.number()]) });

export type SignIn = z.infer<typeof signInSchema>;
export type Refreshed = z.infer<typeof refreshSchema>;

/** Problems of all: `relay-unreachable`, `relay-refused`, `unauthorized`, `too-many-requests`. */
export interface RelayApi {
  requestLink(email: string): Promise<Result<void>>;
  verifyLink(token: string): Promise<Result<SignIn>>;
  claimPairing(code: string, deviceName: string): Promise<Result<SignIn>>;
  createPairing(accessToken: string): Promise<Result<{ code: string; expiresAt: string }>>;
  refresh(refreshToken: string): Promise<Result<Refreshed>>;
  /** Whether anything at all answers there. */
  answers(): Promise<boolean>;
}

export function createRelayApi(relayUrl: string): RelayApi {
  return {
    requestLink: async (email) => {
      const answered = await post('/api/auth/request-magic-link', { email });
      return answered.ok ? ok(undefined) : answered;
    },
    verifyLink: async (token) => parsed(signInSchema, await post('/api/auth/verify-magic-link', { token })),
    claimPairing: async (code, deviceName) =>
      parsed(signInSchema, await post('/api/auth/pairing/claim', { code, deviceName })),
    async createPairing(accessToken) {
      const pairing = parsed(pairingSchema, await post('/api/auth/pairing', {}, accessToken));
      if (!pairing.ok) return pairing;
      const { code, expiresAt } = pairing.value;
      return ok({ code, expiresAt: new Date(expiresAt).toISOString() });
    },
    refresh: async (refreshToken) => parsed(refreshSchema, await post('/api/auth/refresh', { refreshToken })),
    async answers() {
      try {
        await fetch(`${relayUrl}/health`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
        return true;
      } catch {
        return false;
      }
    },
  };

  async function post(path: string, body: object, accessToken?: string): Promise<Result<unknown>> {
    try {
      const response = await fetch(`${relayUrl}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const answer: unknown = await response.json().catch(() => undefined);
      return response.ok ? ok(answer) : { ok: false, problem: problemOf(response, answer) };
    } catch (cause) {
      return unreachable(relayUrl, cause);
    }
  }
}

/** `https://relay.example.org`, without a slash at the end; undefined when it is no such address. */
export function parseRelayUrl(text: string): string | undefined {
  const written = text.trim();
  const url = URL.parse(/^[a-z]+:\/\//i.test(written) ? written : `https://${written}`);
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.search) return undefined;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

export function unreachable(relayUrl: string, cause?: unknown): Result<never> {
  return fail('relay-unreachable', `The relay ${relayUrl} does not answer.`, { cause });
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  answered: Result<unknown>,
): Result<z.infer<Schema>> {
  if (!answered.ok) return answered;
  const read = schema.safeParse(unwrapped(answered.value));
  return read.success
    ? ok(read.data)
    : fail('relay-refused', 'The answer is not that of a Mirubato relay.', { cause: read.error });
}

/** Some of the original system's answers stand under `data`. */
function unwrapped(answer: unknown): unknown {
  const inner = (answer as { data?: unknown } | undefined)?.data;
  return typeof inner === 'object' && inner !== null ? inner : answer;
}

function problemOf({ status }: Response, answer: unknown): Problem {
  const { error, detail, message } = (answer ?? {}) as Record<string, unknown>;
  const said = [detail, error, message].find((text): text is string => typeof text === 'string');
  if (status === 429)
    return {
      code: 'too-many-requests',
      detail: said ?? 'The relay asks to wait a little before the next try.',
    };
  if (status >= 500)
    return { code: 'relay-unreachable', detail: `The relay answers, but with an error (${status}).` };
  return { code: 'relay-refused', detail: said ?? `The relay answered ${status}.` };
}
