import type { Collections } from './collections/collections.ts';
import type { Contents } from './contents/contents.ts';
import type { CoreContext } from './context.ts';
import type { Dictionary } from './dictionary/dictionary.ts';
import type { Goals } from './goals/goals.ts';
import type { History } from './history/history.ts';
import type { Download } from './import/download.ts';
import type { Imports } from './import/imports.ts';
import type { Pictures } from './import/pictures/pictures.ts';
import type { WatchedFolders } from './import/watched-folders.ts';
import type { Logbook } from './logbook/logbook.ts';
import type { SavedFilters } from './logbook/saved-filters.ts';
import type { Repertoire } from './repertoire/repertoire.ts';
import type { Reports } from './reports/reports.ts';
import type { Scores } from './scores/scores.ts';
import type { SettingsFeature } from './settings/settings.ts';
import type { Sync } from './sync/sync.ts';
import type { RemindersFeature } from './timer/reminders.ts';
import type { TimerFeature } from './timer/timer.ts';
import type { MetronomePresets } from './toolbox/metronome-presets.ts';

/** Everything the interface is made of. */
export interface Features {
  readonly context: CoreContext;
  readonly settings: SettingsFeature;
  readonly logbook: Logbook;
  readonly savedFilters: SavedFilters;
  readonly timer: TimerFeature;
  readonly reminders: RemindersFeature;
  readonly repertoire: Repertoire;
  readonly goals: Goals;
  readonly reports: Reports;
  readonly scores: Scores;
  readonly collections: Collections;
  readonly dictionary: Dictionary;
  readonly contents: Contents;
  readonly history: History;
  readonly imports: Imports;
  readonly pictures: Pictures;
  readonly download: Download;
  readonly watchedFolders: WatchedFolders;
  readonly sync: Sync;
  readonly metronomePresets: MetronomePresets;
  readonly version: string;
  readonly startedAt: string;
}
