/** What the environment asks for, checked as a whole before anything is opened. */
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { z } from 'zod';
import type { S3Options } from './blobs/s3-storage.ts';

/** As many bytes as HS256 has in its hash (RFC 7518, 3.2). */
const MIN_SECRET_BYTES = 32;

/** Scheme and host alone, as browsers send it. */
const origin = z
  .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
  .transform((url) => new URL(url))
  .refine((url) => url.pathname === '/' && url.search === '' && url.username === '', {
    error: 'must be an origin, without a path',
  })
  .transform((url) => url.origin);

const environmentSchema = z.object({
  NODE_ENV: z.string().default('production'),
  RELAY_HOST: z.string().min(1).default('0.0.0.0'),
  RELAY_PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  RELAY_DATA_DIR: z.string().min(1).default('relay-data'),
  JWT_SECRET: z.string().optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(?:ql)?$/, error: 'must be a postgres:// address' }).optional(),
  PUBLIC_URL: origin.optional(),
  ALLOWED_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((entry) => entry.trim()))
    .pipe(z.array(origin))
    .default([]),
  TRUST_PROXY: z.enum(['true', 'false', '1', '0']).default('false'),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' }).optional(),
  MAIL_FROM: z.string().min(1).default('Mirubato <no-reply@localhost>'),
  GOOGLE_CLIENT_ID: z.string().min(1).optional(),
  GOOGLE_JWKS_URL: z.url({ protocol: /^https?$/ }).default('https://www.googleapis.com/oauth2/v3/certs'),
  METRICS_TOKEN: z.string().min(1).optional(),
  BLOB_QUOTA_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(2 * 1024 ** 3),
  S3_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' }).optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// or rediss:// address' }).optional(),
  NATS_URL: z.url({ protocol: /^(?:nats|tls)$/, error: 'must be a nats:// or tls:// address' }).optional(),
});

const S3_NAMES = [
  'S3_ENDPOINT',
  'S3_BUCKET',
  'S3_REGION',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
] as const;

export interface Config {
  readonly isDevelopment: boolean;
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** Undefined in development alone: the relay then keeps one of its own making. */
  readonly jwtSecret: string | undefined;
  readonly databaseUrl: string | undefined;
  /** Origin of the app that people open; links in mails begin with it. */
  readonly publicUrl: string | undefined;
  /** Origins whose pages may use a signed-in browser's cookies; `publicUrl` among them. */
  readonly allowedOrigins: readonly string[];
  /** The last hop of X-Forwarded-For is the client. */
  readonly trustProxy: boolean;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly googleClientId: string | undefined;
  readonly googleJwksUrl: string;
  /** Undefined: anyone may read the metrics. */
  readonly metricsToken: string | undefined;
  /** Of the files of one user. */
  readonly blobQuotaBytes: number;
  /** Undefined: files lie in the data directory. */
  readonly s3: S3Options | undefined;
  /** At most one of the two; with neither, there is one node. */
  readonly redisUrl: string | undefined;
  readonly natsUrl: string | undefined;
}

/** Problem `invalid-input` with a reason for each variable that is wrong. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Result<Config> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  const fields: Record<string, string> = {};
  for (const { path, message } of parsed.error?.issues ?? []) fields[path.join('.')] = message;
  const isDevelopment = given.NODE_ENV === 'development';
  if (!isDevelopment && Buffer.byteLength(given.JWT_SECRET ?? '') < MIN_SECRET_BYTES) {
    fields.JWT_SECRET = `must have ${MIN_SECRET_BYTES} bytes or more outside development (NODE_ENV=development)`;
  }
  if (given.SMTP_URL && !isDevelopment) {
    if (!given.PUBLIC_URL) fields.PUBLIC_URL = 'must be given with SMTP_URL: links in mails begin with it';
    if (!given.MAIL_FROM) fields.MAIL_FROM = 'must be given with SMTP_URL';
  }
  const missing = S3_NAMES.filter((name) => given[name] === undefined);
  if (missing.length < S3_NAMES.length) {
    for (const name of missing) fields[name] = `is missing: ${S3_NAMES.join(', ')} are given all or none`;
  }
  if (given.REDIS_URL !== undefined && given.NATS_URL !== undefined) {
    fields.NATS_URL = 'and REDIS_URL are both given: nodes talk through one of the two';
  }
  for (const name of ['REDIS_URL', 'NATS_URL'] as const) {
    if (given[name] === undefined || given.DATABASE_URL !== undefined) continue;
    fields[name] ??= 'needs DATABASE_URL: nodes share one PostgreSQL, a database in a folder has one node';
  }
  if (!parsed.success || Object.keys(fields).length > 0) {
    const detail = Object.entries(fields).map(([name, reason]) => `${name} ${reason}`);
    return fail('invalid-input', `The configuration is wrong: ${detail.join('; ')}.`, { fields });
  }
  const { data } = parsed;
  const publicUrl = data.PUBLIC_URL ?? (isDevelopment ? `http://localhost:${data.RELAY_PORT}` : undefined);
  return ok({
    isDevelopment,
    host: data.RELAY_HOST,
    port: data.RELAY_PORT,
    dataDir: data.RELAY_DATA_DIR,
    jwtSecret: data.JWT_SECRET,
    databaseUrl: data.DATABASE_URL,
    blobQuotaBytes: data.BLOB_QUOTA_BYTES,
    s3: s3Options(data),
    redisUrl: data.REDIS_URL,
    natsUrl: data.NATS_URL,
    publicUrl,
    allowedOrigins: [...new Set([...(publicUrl ? [publicUrl] : []), ...data.ALLOWED_ORIGINS])],
    trustProxy: data.TRUST_PROXY === 'true' || data.TRUST_PROXY === '1',
    smtpUrl: data.SMTP_URL,
    mailFrom: data.MAIL_FROM,
    googleClientId: data.GOOGLE_CLIENT_ID,
    googleJwksUrl: data.GOOGLE_JWKS_URL,
    metricsToken: data.METRICS_TOKEN,
  });
}

function s3Options(data: z.infer<typeof environmentSchema>): S3Options | undefined {
  const { S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = data;
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_REGION || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY)
    return undefined;
  return {
    endpoint: S3_ENDPOINT,
    bucket: S3_BUCKET,
    region: S3_REGION,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
  };
}
