/**
 * The original system's dictionary service under one base, its own paths unchanged below it. Our own
 * `/api/dictionary` has another shape; see SPEC.md beside this file.
 */
import { fail, unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import type { Features } from '../../features.ts';
import { adminRoutes } from './admin-routes.ts';
import { analyticsRoutes } from './analytics-routes.ts';
import { batchRoutes } from './batch-routes.ts';
import { enhanceRoutes } from './enhance-routes.ts';
import { exportRoutes } from './export-routes.ts';
import { createOriginalTerms } from './original-terms.ts';
import { searchRoutes } from './search-routes.ts';
import { seedRoutes } from './seed-routes.ts';
import { requireServiceToken } from './service-token.ts';
import { termRoutes } from './term-routes.ts';

/** Without the routes in its type: our own client speaks to our own interface. */
export function dictionaryService(features: Features): Hono {
  const { context, dictionary, version } = features;
  const originals = createOriginalTerms(dictionary);
  const now = () => new Date(context.nowMs()).toISOString();
  const service = new Hono();
  service.route('/api/v1/terms', termRoutes(features, originals));
  service.route('/api/v1/search', searchRoutes(features, originals));
  service.route('/api/v1/batch', batchRoutes(features, originals));
  service.route('/api/v1/export', exportRoutes(features, originals));
  service.route('/api/v1/analytics', analyticsRoutes(features, originals));
  service.route('/api/v1/enhance', enhanceRoutes(features, originals));
  service.use('/api/v1/admin/*', requireServiceToken(context.directory.path));
  service.route('/api/v1/admin/seed', seedRoutes(features));
  service.route('/api/v1/admin', adminRoutes(features, originals));
  service.get('/livez', (c) => c.json({ status: 'ok', timestamp: now() }));
  service.get('/health', async (c) =>
    c.json({
      status: 'healthy',
      service: 'mirubato-dictionary',
      version,
      environment: 'local',
      timestamp: now(),
      services: { database: { status: 'healthy', entryCount: await dictionary.size() } },
    }),
  );
  service.all('*', () => unwrap(fail('not-found', 'The requested endpoint does not exist')));
  return service;
}
