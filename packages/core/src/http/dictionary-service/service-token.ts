/**
 * The original's tokens between services: who knows the data directory's secret may administer the dictionary. It lies in
 * the file `service-secret` and is made with the first request.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MiddlewareHandler } from 'hono';
import { writeDurably } from '../../store/data-directory.ts';
import { answerProblem } from '../problems.ts';

const FILE = 'service-secret';
const SECRET_BYTES = 32;
const SECRET = /^[\w-]{43}$/;

/** Lets pass who sends `X-Service-Name` and the SHA-256 of `<name>:<secret>` in hex; all others are `unauthorized`. */
export function requireServiceToken(dataDir: string): MiddlewareHandler {
  let secret: Promise<string> | undefined;
  return async (c, next) => {
    secret ??= readSecret(dataDir).catch((error: unknown) => {
      // A disk that was full is tried again.
      secret = undefined;
      throw error;
    });
    const name = c.req.header('x-service-name') ?? '';
    const wanted = createHash('sha256')
      .update(`${name}:${await secret}`)
      .digest();
    const given = Buffer.from(c.req.header('x-service-token') ?? '', 'hex');
    if (name === '' || given.length !== wanted.length || !timingSafeEqual(given, wanted))
      return answerProblem(c, {
        code: 'unauthorized',
        detail: `X-Service-Name and X-Service-Token are needed; the secret lies in ${FILE} of the data directory.`,
      });
    return next();
  };
}

async function readSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, FILE);
  const present = (await readFile(path, 'utf8').catch(() => '')).trim();
  if (SECRET.test(present)) return present;
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  await writeDurably(path, secret);
  return secret;
}
