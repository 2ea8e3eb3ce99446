import type { Collections } from './collections/collections.ts';
import type { Contents } from './contents/contents.ts';
import type { CoreContext } from './context.ts';
import type { Dictionary } from './dictionary/dictionary.ts';
import type { GoalBoard } from './goals/goal-board.ts';
import type { Goals } from './goals/goals.ts';
import type { Download } from './import/download.ts';
import type { Imports } from './import/imports.ts';
import type { Pictures } from './import/pictures/pictures.ts';
import type { WatchedFolders } from './import/watched-folders.ts';
import type { Logbook } from './logbook/logbook.ts';
import type { TimerFeature } from './logbook/timer.ts';
import type { OccurrenceEdits } from './plans/occurrence-edits.ts';
import type { Plans } from './plans/plans.ts';
import type { Repertoire } from './repertoire/repertoire.ts';
import type { Scores } from './scores/scores.ts';
import type { SettingsFeature } from './settings/settings.ts';
import type { Sync } from './sync/sync.ts';
import type { Templates } from './templates/templates.ts';

/** Everything the interface is made of. */
export interface Features {
  readonly context: CoreContext;
  readonly settings: SettingsFeature;
  readonly logbook: Logbook;
  readonly timer: TimerFeature;
  readonly repertoire: Repertoire;
  readonly goals: Goals;
  readonly goalBoard: GoalBoard;
  readonly plans: Plans;
  readonly occurrences: OccurrenceEdits;
  readonly templates: Templates;
  readonly scores: Scores;
  readonly collections: Collections;
  readonly dictionary: Dictionary;
  readonly contents: Contents;
  readonly imports: Imports;
  readonly pictures: Pictures;
  readonly download: Download;
  readonly watchedFolders: WatchedFolders;
  readonly sync: Sync;
  readonly version: string;
  readonly startedAt: string;
}
