import { bodyLimit } from 'hono/body-limit';
import { tooLarge } from './auth-routes.ts';

/** A piece with notes of 20,000 characters, or a goal with all that it may have, and room to spare. */
const MAX_BODY_BYTES = 256 * 1024;

/** For routes that take one thing: more is answered with 413. */
export const smallBody = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge });
