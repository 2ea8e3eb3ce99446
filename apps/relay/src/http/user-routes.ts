import { createRoute, z } from '@hono/zod-openapi';
import { ProblemError, unwrap } from '@mirubato/domain/problem';
import { bodyLimit } from 'hono/body-limit';
import { MAX_PREFERENCES_BYTES } from '../accounts/preferences.ts';
import type { RelayContext } from '../context.ts';
import { tooLarge } from './auth-routes.ts';
import { authenticate, clearTokenCookies } from './authenticate.ts';
import { createRoutes, errorResponse, jsonContent } from './envelope.ts';
import { userSchema, userToJson } from './user-schema.ts';

/** The keys that the original knows are checked; every other key is kept as it is. */
export const preferencesSchema = z
  .looseObject({
    theme: z.enum(['light', 'dark', 'auto']).optional(),
    primaryInstrument: z.string().max(100).optional(),
    notificationSettings: z
      .looseObject({
        practiceReminders: z.boolean().optional(),
        goalDeadlines: z.boolean().optional(),
        achievementNotifications: z.boolean().optional(),
        emailFrequency: z.enum(['never', 'daily', 'weekly', 'monthly']).optional(),
        pushNotifications: z.boolean().optional(),
      })
      .optional(),
  })
  .openapi('Preferences');

const common = { tags: ['User'], security: [{ bearer: [] }] };
const unauthorized = errorResponse('Who asks?');

const me = createRoute({
  ...common,
  method: 'get',
  path: '/api/user/me',
  summary: 'Who is signed in',
  responses: { 200: jsonContent(userSchema, 'The user.'), 401: unauthorized },
});

const readPreferences = createRoute({
  ...common,
  method: 'get',
  path: '/api/user/preferences',
  summary: 'The preferences; an empty object when there are none',
  responses: { 200: jsonContent(preferencesSchema, 'All of them.'), 401: unauthorized },
});

const writePreferences = createRoute({
  ...common,
  method: 'put',
  path: '/api/user/preferences',
  summary: 'Put each given key in the place of the one that was there',
  request: { body: { content: { 'application/json': { schema: preferencesSchema } }, required: true } },
  responses: {
    200: jsonContent(z.object({ success: z.literal(true), preferences: preferencesSchema }), 'All of them.'),
    400: errorResponse('A known key has a value that it cannot have.'),
    401: unauthorized,
    413: errorResponse('All preferences together may take 64 KiB.'),
  },
});

const deleteMe = createRoute({
  ...common,
  method: 'delete',
  path: '/api/user/me',
  summary: 'Delete the account and everything in it, for good',
  responses: {
    200: jsonContent(z.object({ success: z.literal(true), message: z.string() }), 'It is gone.'),
    401: unauthorized,
  },
});

export function userRoutes(context: RelayContext) {
  const { accounts, preferences, config } = context;
  const routes = createRoutes();
  routes.use('/api/user/*', bodyLimit({ maxSize: MAX_PREFERENCES_BYTES, onError: tooLarge }));
  routes.use('/api/user/*', authenticate(context));
  return routes
    .openapi(me, async (c) => {
      const user = await accounts.find(c.var.caller.userId);
      if (!user) throw new ProblemError({ code: 'not-found', detail: 'User not found' });
      return c.json(userToJson(user), 200);
    })
    .openapi(readPreferences, async (c) => c.json(await preferences.read(c.var.caller.userId), 200))
    .openapi(writePreferences, async (c) => {
      const merged = unwrap(await preferences.merge(c.var.caller.userId, c.req.valid('json')));
      return c.json({ success: true as const, preferences: merged }, 200);
    })
    .openapi(deleteMe, async (c) => {
      await accounts.delete(c.var.caller.userId);
      clearTokenCookies(c, config);
      return c.json({ success: true as const, message: 'Account deleted successfully' }, 200);
    });
}
