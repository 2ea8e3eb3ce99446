/**
 * How each route is asked for what belongs to somebody. A route that is not named here gets its request from its
 * description (`derived-requests.ts`), where that suffices.
 */
import { entryOf, occurrenceOf, planOf, type RecordIds } from './frame-examples.ts';

/** Whom and what a request aims at: another user's, or what never was. */
export interface Target extends RecordIds {
  readonly userId: string;
  readonly email: string;
  /** Of a whole file and of one that is being uploaded. */
  readonly sha256: string;
  readonly uploadSha256: string;
  /** Who has the same file may put it, and is not told that another has. */
  readonly blob: Uint8Array<ArrayBuffer>;
  readonly uploadBytes: number;
  readonly idempotencyKey: string;
  readonly documents: readonly string[];
}

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object goes as JSON. */
  readonly body?: object | Uint8Array<ArrayBuffer>;
}

const bytes = (text: string) => Uint8Array.from(Buffer.from(text));

/** By method and path, as `/openapi.json` names them. */
export const recipes: Readonly<Record<string, (target: Target) => readonly Ask[]>> = {
  'get /livez': () => [{ method: 'GET', path: '/livez' }],
  'get /readyz': () => [{ method: 'GET', path: '/readyz' }],
  'get /health': () => [{ method: 'GET', path: '/health' }],
  'get /api/blobs/{sha256}': ({ sha256, uploadSha256 }) => [
    { method: 'GET', path: `/api/blobs/${sha256}` },
    { method: 'GET', path: `/api/blobs/${sha256}`, headers: { Range: 'bytes=0-3' } },
    { method: 'GET', path: `/api/blobs/${sha256}`, headers: { Range: 'bytes=999999999-' } },
    { method: 'GET', path: `/api/blobs/${sha256}`, headers: { 'If-None-Match': `"${sha256}"` } },
    { method: 'GET', path: `/api/blobs/${sha256}`, headers: { 'If-None-Match': '*' } },
    { method: 'GET', path: `/api/blobs/${uploadSha256}` },
  ],
  'put /api/blobs/{sha256}': ({ sha256, uploadSha256, uploadBytes, blob }) => [
    { method: 'PUT', path: `/api/blobs/${sha256}`, body: blob },
    {
      method: 'PUT',
      path: `/api/blobs/${sha256}`,
      headers: { 'Content-Range': `bytes */${blob.length}` },
    },
    { method: 'PUT', path: `/api/blobs/${sha256}`, body: bytes('not these bytes') },
    { method: 'PUT', path: `/api/blobs/${uploadSha256}`, body: bytes('not these bytes') },
    ...[sha256, uploadSha256].flatMap((hash) => [
      {
        method: 'PUT',
        path: `/api/blobs/${hash}`,
        headers: { 'Content-Range': `bytes */${uploadBytes}` },
      },
      {
        method: 'PUT',
        path: `/api/blobs/${hash}`,
        headers: { 'Content-Range': `bytes 4-7/${uploadBytes}` },
        body: bytes('evil'),
      },
      {
        method: 'PUT',
        path: `/api/blobs/${hash}`,
        headers: { 'Content-Range': `bytes 0-3/${uploadBytes}` },
        body: bytes('evil'),
      },
    ]),
  ],
  'post /api/auth/request-magic-link': ({ email }) => [
    { method: 'POST', path: '/api/auth/request-magic-link', body: { email } },
  ],
  'post /api/auth/verify-magic-link': ({ userId, email }) =>
    [userId, email].map((token) => ({
      method: 'POST',
      path: '/api/auth/verify-magic-link',
      body: { token },
    })),
  'post /api/auth/google': ({ userId }) => [
    { method: 'POST', path: '/api/auth/google', body: { credential: userId } },
  ],
  'post /api/auth/refresh': ({ userId }) =>
    [userId, `${userId}.${userId}`].map((refreshToken) => ({
      method: 'POST',
      path: '/api/auth/refresh',
      body: { refreshToken },
    })),
  'post /api/auth/logout': ({ userId }) =>
    [userId, `${userId}.${userId}`].map((refreshToken) => ({
      method: 'POST',
      path: '/api/auth/logout',
      body: { refreshToken },
    })),
  'post /api/auth/logout-everywhere': () => [{ method: 'POST', path: '/api/auth/logout-everywhere' }],
  'post /api/auth/pairing': () => [{ method: 'POST', path: '/api/auth/pairing' }],
  'post /api/auth/pairing/claim': ({ userId }) => [
    {
      method: 'POST',
      path: '/api/auth/pairing/claim',
      body: { code: userId.slice(0, 20), deviceName: 'stranger' },
    },
  ],
  'get /api/user/me': () => [{ method: 'GET', path: '/api/user/me' }],
  'delete /api/user/me': () => [{ method: 'DELETE', path: '/api/user/me' }],
  'get /api/user/preferences': () => [{ method: 'GET', path: '/api/user/preferences' }],
  'put /api/user/preferences': () => [
    { method: 'PUT', path: '/api/user/preferences', body: { theme: 'light', stranger: true } },
  ],
  'post /api/sync/pull': () => [{ method: 'POST', path: '/api/sync/pull' }],
  'get /api/sync/status': () => [{ method: 'GET', path: '/api/sync/status' }],
  'post /api/sync/push': (target) => {
    const nothing = { entries: [], goals: [], practicePlans: [], planOccurrences: [], planTemplates: [] };
    const text = 'by a stranger';
    const headers = { 'X-Idempotency-Key': target.idempotencyKey };
    const written = {
      entries: [entryOf(target, text)],
      goals: [{ id: target.goal, title: text }],
      practicePlans: [planOf(target, text)],
      planOccurrences: [occurrenceOf(target, text)],
      planTemplates: [{ id: target.template, title: text }],
    };
    const deletedAt = new Date().toISOString();
    const deleted = Object.fromEntries(
      Object.entries(written).map(([kind, items]) => [kind, items.map(({ id }) => ({ id, deletedAt }))]),
    );
    const partial = Object.fromEntries(
      Object.entries(written).map(([kind, items]) => [kind, items.map(({ id }) => ({ id }))]),
    );
    return [nothing, written, deleted, partial].flatMap((changes) => [
      { method: 'POST', path: '/api/sync/push', body: { changes } },
      { method: 'POST', path: '/api/sync/push', headers, body: { changes } },
    ]);
  },
};

/** What the description of the API leaves out. */
export const undescribed: readonly Ask[] = [
  { method: 'GET', path: '/metrics' },
  { method: 'GET', path: '/docs' },
  { method: 'GET', path: '/openapi.json' },
];

/** The same request, naming the user wherever a careless server might look. */
export function variantsOf(ask: Ask, { userId, email }: Target): Ask[] {
  const query = new URLSearchParams({ userId, user_id: userId, user: userId, sub: userId, email });
  const names = { 'X-User-Id': userId, 'X-User': userId, 'X-Forwarded-User': userId, 'X-Device-ID': userId };
  const { body } = ask;
  const isObject = body !== undefined && !(body instanceof Uint8Array);
  return [
    ask,
    { ...ask, path: `${ask.path}${ask.path.includes('?') ? '&' : '?'}${query}` },
    { ...ask, headers: { ...ask.headers, ...names } },
    ...(isObject
      ? [{ ...ask, body: { ...body, userId, user_id: userId, sub: userId, user: { id: userId } } }]
      : []),
    ...(ask.method === 'GET' ? [{ ...ask, method: 'HEAD' }] : []),
  ];
}
