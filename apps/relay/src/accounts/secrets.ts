/** What is derived from the relay's one secret, so that nothing made for one purpose is good for another. */
import { createHmac, hkdfSync } from 'node:crypto';

const KEY_BYTES = 32;

export type Purpose =
  | 'magic-link'
  | 'refresh-token'
  | 'pairing-code'
  | 'deleted-user'
  | 'channel'
  | 'rate-limit';

export interface Secrets {
  /** A signing key of 32 bytes. */
  key(purpose: Purpose): Uint8Array;
  /** Keyed, so that who reads the database cannot try all short codes; base64url. */
  hash(purpose: Purpose, value: string): string;
}

export function createSecrets(secret: string): Secrets {
  const key = (purpose: Purpose) =>
    new Uint8Array(hkdfSync('sha256', secret, '', `mirubato relay ${purpose}`, KEY_BYTES));
  return {
    key,
    hash: (purpose, value) => createHmac('sha256', key(purpose)).update(value).digest('base64url'),
  };
}
