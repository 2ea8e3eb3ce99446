/** The screens and their addresses. The hash holds the route, so that any host serves one file. */
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { plansSearch } from '../plans/plans-view.ts';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { TodayScreen } from '../today/today-screen.tsx';
import { TrashScreen } from '../trash/trash-screen.tsx';
import { FailedScreen } from './failed-screen.tsx';
import { Frame } from './frame.tsx';
import { NoSuchScreen } from './no-such-screen.tsx';

const root = createRootRoute({ component: Frame, notFoundComponent: NoSuchScreen });
const at = <Path extends string>(path: Path) => ({ getParentRoute: () => root, path });

const routes = root.addChildren([
  createRoute({ ...at('/'), component: TodayScreen }),
  createRoute({
    ...at('/logbook'),
    component: lazyRouteComponent(() => import('../logbook/logbook-screen.tsx'), 'LogbookScreen'),
  }),
  createRoute({
    ...at('/pieces'),
    component: lazyRouteComponent(() => import('../repertoire/pieces-screen.tsx'), 'PiecesScreen'),
  }),
  createRoute({
    ...at('/pieces/$pieceId'),
    component: lazyRouteComponent(() => import('../repertoire/piece-screen.tsx'), 'PieceScreen'),
  }),
  createRoute({
    ...at('/scores'),
    component: lazyRouteComponent(() => import('../scores/scores-screen.tsx'), 'ScoresScreen'),
  }),
  createRoute({
    ...at('/scores/review'),
    component: lazyRouteComponent(() => import('../review/review-screen.tsx'), 'ReviewScreen'),
  }),
  createRoute({
    ...at('/scores/$scoreId/contents'),
    component: lazyRouteComponent(() => import('../contents/contents-screen.tsx'), 'ContentsScreen'),
  }),
  createRoute({
    ...at('/scores/table'),
    component: lazyRouteComponent(() => import('../exchange/table-screen.tsx'), 'TableScreen'),
  }),
  createRoute({
    ...at('/scores/$scoreId'),
    /** `piece`: of the book's contents. */
    validateSearch: ({ piece }): { piece?: string } => (typeof piece === 'string' ? { piece } : {}),
    component: lazyRouteComponent(() => import('../viewer/viewer-screen.tsx'), 'ViewerScreen'),
  }),
  createRoute({
    ...at('/plans'),
    validateSearch: plansSearch,
    component: lazyRouteComponent(() => import('../plans/plans-screen.tsx'), 'PlansScreen'),
  }),
  createRoute({
    ...at('/plans/goals/$goalId'),
    component: lazyRouteComponent(() => import('../goals/goal-screen.tsx'), 'GoalScreen'),
  }),
  createRoute({
    ...at('/plans/$planId'),
    component: lazyRouteComponent(() => import('../plans/plan-screen.tsx'), 'PlanScreen'),
  }),
  createRoute({
    ...at('/import'),
    component: lazyRouteComponent(() => import('../import/import-screen.tsx'), 'ImportScreen'),
  }),
  createRoute({
    ...at('/import/pictures'),
    component: lazyRouteComponent(() => import('../pictures/pictures-screen.tsx'), 'PicturesScreen'),
  }),
  ...(['/dictionary', '/dictionary/$termId'] as const).map((path) =>
    createRoute({
      ...at(path),
      /** `q`: what was typed. */
      validateSearch: ({ q }): { q?: string } => (typeof q === 'string' ? { q } : {}),
      component: lazyRouteComponent(() => import('../dictionary/dictionary-screen.tsx'), 'DictionaryScreen'),
    }),
  ),
  createRoute({
    ...at('/reports'),
    component: lazyRouteComponent(() => import('../reports/reports-screen.tsx'), 'ReportsScreen'),
  }),
  createRoute({
    ...at('/toolbox'),
    component: lazyRouteComponent(() => import('../toolbox/metronome-screen.tsx'), 'MetronomeScreen'),
  }),
  createRoute({
    ...at('/toolbox/counter'),
    component: lazyRouteComponent(() => import('../toolbox/counter-screen.tsx'), 'CounterScreen'),
  }),
  createRoute({
    ...at('/toolbox/circle'),
    component: lazyRouteComponent(() => import('../toolbox/circle-screen.tsx'), 'CircleScreen'),
  }),
  createRoute({
    ...at('/toolbox/tuner'),
    component: lazyRouteComponent(() => import('../toolbox/tuner-screen.tsx'), 'TunerScreen'),
  }),
  createRoute({ ...at('/trash'), component: TrashScreen }),
  createRoute({ ...at('/settings'), component: SettingsScreen }),
]);

export function createAppRouter() {
  return createRouter({
    routeTree: routes,
    history: createHashHistory(),
    defaultErrorComponent: FailedScreen,
    defaultPreload: 'intent',
    scrollRestoration: true,
    scrollToTopSelectors: ['#main'],
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
