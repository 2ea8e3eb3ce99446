/** All of the relay that is asked over HTTP, with its description at `/openapi.json` and a page of it at `/docs`. */
import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import type { RelayContext } from '../context.ts';
import { authRoutes } from './auth-routes.ts';
import { refuseForeignOrigins } from './authenticate.ts';
import { autocompleteRoutes } from './autocomplete-routes.ts';
import { blobRoutes } from './blob-routes.ts';
import { broadcastRoutes } from './broadcast-routes.ts';
import { answerError, createRoutes, errorAnswer } from './envelope.ts';
import { goalRoutes } from './goal-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { OPENAPI_PATH, operatorRoutes } from './operator-routes.ts';
import { pieceRoutes } from './piece-routes.ts';
import { repertoireRoutes } from './repertoire-routes.ts';
import { syncBatchRoutes } from './sync-batch-routes.ts';
import { type SyncDeps, syncRoutes } from './sync-routes.ts';
import { templateRoutes } from './template-routes.ts';
import { userRoutes } from './user-routes.ts';

/** @param secret what tokens are signed with */
export function createRelayApp(context: SyncDeps, secret: string) {
  const { config, logger } = context;
  const app = createRoutes();
  app.use(countRequests(context));
  app.use(
    '/api/*',
    cors({
      origin: [...config.allowedOrigins],
      credentials: true,
      allowHeaders: [
        'Content-Type',
        'Authorization',
        'X-Device-ID',
        'X-Idempotency-Key',
        'Content-Range',
        'Range',
        'If-Range',
        'If-None-Match',
      ],
      exposeHeaders: ['ETag', 'Accept-Ranges', 'Content-Range', 'Range'],
    }),
    refuseForeignOrigins(config),
  );
  app.route('/', healthRoutes(context));
  app.route('/', blobRoutes(context));
  app.route('/', operatorRoutes(context));
  app.route('/', authRoutes(context));
  app.route('/', userRoutes(context));
  app.route('/', syncRoutes(context));
  app.route('/', syncBatchRoutes(context));
  app.route('/', broadcastRoutes(context, secret));
  app.route('/', repertoireRoutes(context));
  app.route('/', pieceRoutes(context));
  app.route('/', goalRoutes(context));
  app.route('/', templateRoutes(context));
  app.route('/', autocompleteRoutes(context));
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  });
  app.doc31(OPENAPI_PATH, { openapi: '3.1.0', info: { title: 'Mirubato relay', version: '0.1.0' } });
  app.notFound((c) =>
    c.req.path.startsWith('/api/') ? errorAnswer(404, 'Not found') : c.text('Not Found', 404),
  );
  app.onError((error) => answerError(error, logger));
  return app;
}

function countRequests({ metrics }: RelayContext) {
  return createMiddleware(async (c, next) => {
    await next();
    // Middleware is registered for patterns that end with a star; what is left is the route itself.
    const route = matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'));
    metrics.requested(c.req.method, route?.path ?? 'none', c.res.status);
  });
}
