/** Composes what signs in and what is signed in. */
import type { Kysely } from 'kysely';
import type { Config } from '../config.ts';
import type { Tables } from '../store/tables.ts';
import { type AccessTokens, createAccessTokens } from './access-token.ts';
import { type Accounts, createAccounts } from './accounts.ts';
import { createGoogleTokens, type GoogleTokens } from './google.ts';
import { createMagicLinks, type MagicLinks } from './magic-links.ts';
import { createPairingCodes, type PairingCodes } from './pairing.ts';
import { createPreferenceStore, type PreferenceStore } from './preferences.ts';
import { createRefreshTokens, type RefreshTokens } from './refresh-tokens.ts';
import { createSecrets } from './secrets.ts';

export interface Auth {
  readonly tokens: AccessTokens;
  readonly accounts: Accounts;
  readonly preferences: PreferenceStore;
  readonly refreshTokens: RefreshTokens;
  readonly magicLinks: MagicLinks;
  readonly pairingCodes: PairingCodes;
  /** Undefined where no client id is configured. */
  readonly google: GoogleTokens | undefined;
}

export function createAuth(options: {
  readonly config: Config;
  readonly db: Kysely<Tables>;
  readonly secret: string;
  readonly nowMs: () => number;
  readonly newId: () => string;
}): Auth {
  const { config, db, secret, nowMs, newId } = options;
  const parts = { db, secrets: createSecrets(secret), nowMs };
  return {
    tokens: createAccessTokens({ secret, nowMs }),
    accounts: createAccounts({ ...parts, newId }),
    preferences: createPreferenceStore(db),
    refreshTokens: createRefreshTokens(parts),
    magicLinks: createMagicLinks(parts),
    pairingCodes: createPairingCodes(parts),
    google: config.googleClientId
      ? createGoogleTokens({ clientId: config.googleClientId, jwksUrl: config.googleJwksUrl, nowMs })
      : undefined,
  };
}
