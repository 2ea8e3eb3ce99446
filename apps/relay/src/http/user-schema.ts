import { z } from '@hono/zod-openapi';
import type { User } from '../accounts/accounts.ts';

/** The original's; `createdAt` is ISO 8601 in UTC. */
export const userSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    displayName: z.string().nullable(),
    authProvider: z.enum(['magic_link', 'google']),
    role: z.enum(['user', 'teacher', 'admin']),
    createdAt: z.iso.datetime(),
  })
  .openapi('User');

export function userToJson(user: User): z.infer<typeof userSchema> {
  const { id, email, displayName, authProvider, role, createdAt } = user;
  return { id, email, displayName, authProvider, role, createdAt: createdAt.toISOString() };
}
