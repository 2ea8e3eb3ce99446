import { z } from 'zod';

/**
 * A record's id: 1–200 characters, no control characters, nothing that UTF-8 cannot say. Ids made here are nanoids or hashes, but the
 * original system's piece identities ("moonlight sonata-beethoven") are ids too, so spaces are legal.
 */
export const recordIdSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'no control characters')
  .brand<'RecordId'>();

export type RecordId = z.infer<typeof recordIdSchema>;

/** SHA-256 of a file's bytes, lower-case hexadecimal. */
export const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')
  .brand<'Sha256'>();

export type Sha256 = z.infer<typeof sha256Schema>;
