/** `/livez`, `/readyz`, `/health`, and the PDFs that the original serves to try things out with. */
import { access, constants } from 'node:fs/promises';
import { fail, unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import { sql } from 'kysely';
import type { Features } from '../../features.ts';
import { drawTestPdf } from './test-pdf.ts';

const titleByName: Readonly<Record<string, string>> = {
  'score_01.pdf': 'Exercise in C',
  'score_02.pdf': 'Exercise in G',
};

export function healthRoutes({ context, version }: Features) {
  const now = () => new Date(context.nowMs()).toISOString();
  return new Hono()
    .get('/livez', (c) => c.json({ status: 'ok', timestamp: now() }))
    .get('/readyz', async (c) => {
      await countScores();
      return c.json({ status: 'ready' });
    })
    .get('/health', async (c) => {
      const begun = performance.now();
      const scoreCount = await countScores();
      const counted = performance.now();
      const accessible = await access(context.directory.path, constants.R_OK | constants.W_OK).then(
        () => true,
        () => false,
      );
      const looked = performance.now();
      const status = accessible ? 'healthy' : 'unhealthy';
      const latency = (fromMs: number, toMs: number) => Math.round(toMs - fromMs);
      return c.json({
        status,
        service: 'mirubato-scores',
        version,
        environment: 'local',
        timestamp: now(),
        uptime: 'N/A',
        totalLatency: latency(begun, looked),
        services: {
          database: { status: 'healthy', latency: latency(begun, counted), scoreCount },
          storage: { status, latency: latency(counted, looked), accessible },
          cache: { status: 'healthy', latency: 0, operation: 'none is needed' },
          auth: { status: 'healthy', message: 'The token of this computer was accepted' },
        },
      });
    })
    .get('/api/test-data/:name', (c) => {
      const title = titleByName[c.req.param('name')];
      if (title === undefined) return unwrap(fail('not-found', 'File not found'));
      return c.body(new Uint8Array(drawTestPdf(title)), 200, { 'Content-Type': 'application/pdf' });
    });

  async function countScores(): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*)::int AS count FROM scores WHERE deleted_at IS NULL`.execute(context.store.db);
    return rows[0]?.count ?? 0;
  }
}
