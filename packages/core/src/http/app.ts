/** The whole application interface. Every host serves this one app; its routes are listed in SPEC.md. */
import { ProblemError, problemTable } from '@mirubato/domain/problem';
import { Hono, type MiddlewareHandler } from 'hono';
import type { Features } from '../features.ts';
import { contentsRoutes } from './contents-routes.ts';
import { dataRoutes } from './data-routes.ts';
import { dictionaryRoutes } from './dictionary-routes.ts';
import { dictionaryService } from './dictionary-service/dictionary-service.ts';
import { eventRoutes } from './event-routes.ts';
import { goalBoardRoutes } from './goal-board-routes.ts';
import { goalRoutes } from './goal-routes.ts';
import { historyRoutes } from './history-routes.ts';
import { importRoutes } from './import-routes.ts';
import { languageModelRoutes } from './language-model-routes.ts';
import { logbookRoutes } from './logbook-routes.ts';
import { metronomePresetRoutes } from './metronome-preset-routes.ts';
import { pieceRoutes } from './piece-routes.ts';
import { planRoutes } from './plan-routes.ts';
import { answerError, answerProblem } from './problems.ts';
import { repertoireRoutes } from './repertoire-routes.ts';
import { reportRoutes } from './report-routes.ts';
import { reviewRoutes } from './review-routes.ts';
import { scoreRoutes } from './score-routes.ts';
import { scoreTableRoutes } from './score-table-routes.ts';
import { scoresService } from './scores-service/scores-service.ts';
import { syncRoutes } from './sync-routes.ts';
import { templateAdoptRoutes } from './template-adopt-routes.ts';
import { templateRoutes } from './template-routes.ts';
import { timerRoutes } from './timer-routes.ts';
import { watchedFolderRoutes } from './watched-folder-routes.ts';

export function createApp(features: Features) {
  const app = new Hono()
    .basePath('/api')
    .use(refuseNul)
    .route('/', dataRoutes(features))
    .route('/events', eventRoutes(features))
    .route('/logbook', logbookRoutes(features))
    .route('/timer', timerRoutes(features))
    .route('/pieces', pieceRoutes(features))
    .route('/reviews', reviewRoutes(features))
    .route('/scores/table', scoreTableRoutes(features))
    .route('/scores', scoreRoutes(features))
    .route('/scores', contentsRoutes(features))
    .route('/reports', reportRoutes(features))
    .route('/dictionary', dictionaryRoutes(features))
    .route('/language-model', languageModelRoutes(features))
    .route('/history', historyRoutes(features))
    .route('/imports', importRoutes(features))
    .route('/metronome-presets', metronomePresetRoutes(features))
    .route('/watched-folders', watchedFolderRoutes(features))
    .route('/repertoire', repertoireRoutes(features))
    .route('/goals', goalRoutes(features))
    .route('/plans/goals', goalBoardRoutes(features))
    .route('/plans', planRoutes(features))
    .route('/templates/adopt', templateAdoptRoutes(features))
    .route('/templates', templateRoutes(features))
    .route('/scores-service', scoresService(features))
    .route('/dictionary-service', dictionaryService(features))
    .route('/sync', syncRoutes(features));
  app.notFound((c) =>
    answerProblem(c, { code: 'not-found', detail: `${problemTable['not-found'].title}: ${c.req.path}` }),
  );
  app.onError(answerError(features.context.log));
  return app;
}

/** No text in the database holds U+0000, and PostgreSQL refuses to be asked for it. */
const refuseNul: MiddlewareHandler = async (c, next) => {
  if (c.req.url.includes('%00'))
    throw new ProblemError({ code: 'invalid-input', detail: 'The address holds the character U+0000.' });
  await next();
};

export type App = ReturnType<typeof createApp>;
