import { readFileSync } from 'node:fs';
import { createRoute, z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import type { RelayContext } from '../context.ts';
import { createRoutes, jsonContent } from './envelope.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const stateSchema = z.object({ status: z.enum(['ok', 'unavailable']) }).openapi('State');

const serviceSchema = z.object({
  status: z.enum(['healthy', 'unhealthy']),
  latency: z.number().optional(),
  message: z.string().optional(),
});

/** The original's; `latency` and `totalLatency` are milliseconds, `uptime` is seconds. */
const healthSchema = z
  .object({
    status: z.enum(['healthy', 'unhealthy']),
    version: z.string(),
    environment: z.string(),
    timestamp: z.iso.datetime(),
    uptime: z.number(),
    totalLatency: z.number(),
    services: z.record(z.string(), serviceSchema),
  })
  .openapi('Health');

const live = createRoute({
  method: 'get',
  path: '/livez',
  tags: ['Health'],
  summary: 'The process answers',
  responses: { 200: jsonContent(stateSchema, 'It does.') },
});

const ready = createRoute({
  method: 'get',
  path: '/readyz',
  tags: ['Health'],
  summary: 'The relay can serve',
  responses: { 200: jsonContent(stateSchema, 'It can.'), 503: jsonContent(stateSchema, 'It cannot now.') },
});

const health = createRoute({
  method: 'get',
  path: '/health',
  tags: ['Health'],
  summary: 'How each part is',
  responses: {
    200: jsonContent(healthSchema, 'All is well.'),
    503: jsonContent(healthSchema, 'All is not.'),
  },
});

export function healthRoutes({ db, logger, config, mailer, fanOut, tokens, nowMs }: RelayContext) {
  const startedMs = nowMs();
  const carrier = config.redisUrl ? 'Redis' : 'NATS';
  const nodesMessage = fanOut ? `Through ${carrier}` : 'One node';
  return createRoutes()
    .openapi(live, (c) => c.json({ status: 'ok' as const }, 200))
    .openapi(ready, async (c) =>
      (await databaseAnswers())
        ? c.json({ status: 'ok' as const }, 200)
        : c.json({ status: 'unavailable' as const }, 503),
    )
    .openapi(health, async (c) => {
      const askedMs = performance.now();
      const hasDatabase = await databaseAnswers();
      const latency = Math.round(performance.now() - askedMs);
      const probe = await tokens.issue({ id: 'health', email: 'health', tokensValidFrom: 0 });
      const hasTokens = (await tokens.verify(probe)).ok;
      const hasNodes = fanOut?.isConnected() ?? true;
      const isHealthy = hasDatabase && hasTokens && hasNodes;
      return c.json(
        {
          status: statusOf(isHealthy),
          version: version,
          environment: config.isDevelopment ? 'development' : 'production',
          timestamp: new Date(nowMs()).toISOString(),
          uptime: Math.round((nowMs() - startedMs) / 1000),
          totalLatency: latency,
          services: {
            database: { status: statusOf(hasDatabase), latency },
            auth: { status: statusOf(hasTokens) },
            mail: {
              status: 'healthy' as const,
              message: mailer ? 'Configured' : 'Not configured (optional)',
            },
            nodes: { status: statusOf(hasNodes), message: nodesMessage },
          },
        },
        isHealthy ? 200 : 503,
      );
    });

  async function databaseAnswers(): Promise<boolean> {
    try {
      await sql`SELECT 1`.execute(db);
      return true;
    } catch (error) {
      logger.error({ error }, 'the database does not answer');
      return false;
    }
  }
}

function statusOf(isHealthy: boolean): 'healthy' | 'unhealthy' {
  return isHealthy ? 'healthy' : 'unhealthy';
}
