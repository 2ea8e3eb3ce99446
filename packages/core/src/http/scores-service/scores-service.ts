/**
 * The original system's scores service under one base, its own paths unchanged below it. Our own `/api/scores`
 * has another shape; see SPEC.md beside this file.
 */
import { fail, unwrap } from '@mirubato/domain/problem';
import { Hono } from 'hono';
import type { Features } from '../../features.ts';
import { collectionRoutes, userCollectionRoutes } from './collection-routes.ts';
import { favouriteRoutes } from './favourite-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { importRoutes } from './import-routes.ts';
import { scoreRoutes } from './score-routes.ts';
import { searchRoutes } from './search-routes.ts';

/** Without the routes in its type: our own client speaks to our own interface. */
export function scoresService(features: Features): Hono {
  const service = new Hono();
  service.route('/api/scores', scoreRoutes(features));
  service.route('/api/search', searchRoutes(features));
  service.route('/api/user/favorites', favouriteRoutes(features));
  service.route('/api/collections', collectionRoutes(features));
  service.route('/api/user/collections', userCollectionRoutes(features));
  service.route('/', importRoutes(features));
  service.route('/', healthRoutes(features));
  service.route('/', fileRoutes(features));
  service.all('*', () => unwrap(fail('not-found', 'Not found')));
  return service;
}
