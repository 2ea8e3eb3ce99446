/** Opens a data directory and gives the one interface over it. Every host calls this and nothing else. */
import { mkdir, rm } from 'node:fs/promises';
import { deviceCollections, journalCollections, type RecordRef } from '@mirubato/domain/journal';
import { ok, type Result } from '@mirubato/domain/problem';
import { nanoid } from 'nanoid';
import pino from 'pino';
import type { Clock } from './clock.ts';
import { createCollections } from './collections/collections.ts';
import { createContents } from './contents/contents.ts';
import type { CoreContext, Log } from './context.ts';
import { createDictionary } from './dictionary/dictionary.ts';
import { createEnhancementJobs } from './dictionary/enhancement-jobs.ts';
import { createGeneratedTerms } from './dictionary/generated-terms.ts';
import { encoderFile, readLookUp, termsWrittenAt } from './dictionary/read-terms.ts';
import { createSeeding } from './dictionary/seeding.ts';
import type { ModelLimits } from './dictionary/sentence-model/model-encoder.ts';
import { createTermSeeds } from './dictionary/term-seeds.ts';
import { createEventStream, type EventStream } from './events/events.ts';
import { testRestoreFolder } from './exchange/test-restore.ts';
import { createGoalBoard } from './goals/goal-board.ts';
import { createGoals } from './goals/goals.ts';
import { createHistory } from './history/history.ts';
import { createApp } from './http/app.ts';
import { createDownload, type DownloadOptions } from './import/download.ts';
import { createImports, type Imports } from './import/imports.ts';
import { createPdfReader, type PdfReaderOptions } from './import/pdf-reader.ts';
import { readPeople } from './import/people.ts';
import { createPictureThreads, type PictureThreadsOptions } from './import/pictures/picture-threads.ts';
import { createPictures } from './import/pictures/pictures.ts';
import { createWatchedFolders } from './import/watched-folders.ts';
import { COMPACT_AT_BYTES, type Journal, openJournal } from './journal/journal.ts';
import { createLanguageModel } from './language-model/language-model.ts';
import { createLogbook } from './logbook/logbook.ts';
import { createSavedFilters } from './logbook/saved-filters.ts';
import { createOccurrenceEdits } from './plans/occurrence-edits.ts';
import { createPlans } from './plans/plans.ts';
import { createPieceEntries } from './repertoire/piece-entries.ts';
import { createRepertoire } from './repertoire/repertoire.ts';
import { createReviews } from './repertoire/reviews.ts';
import { createReports } from './reports/reports.ts';
import { createScores } from './scores/scores.ts';
import { createSettings } from './settings/settings.ts';
import { dataDirectoryAt, readReplica } from './store/data-directory.ts';
import { openStore } from './store/database.ts';
import { lockDirectory } from './store/lock.ts';
import { removeIfMarked } from './store/removal.ts';
import { refreshStatistics } from './store/statistics.ts';
import { createSync } from './sync/sync.ts';
import { createTemplates } from './templates/templates.ts';
import { createReminders } from './timer/reminders.ts';
import { createTimer } from './timer/timer.ts';
import { createMetronomePresets } from './toolbox/metronome-presets.ts';
import { readWorks, workKeysVersion } from './works/read-works.ts';
import { forgetOldWorkKeys } from './works/work-keys.ts';

export { writeDatabaseImage } from './store/database.ts';

export interface CoreOptions extends Partial<Clock> {
  /** A clock that nobody sets; it may stand while the computer sleeps. */
  readonly monotonicMs?: () => number;
  readonly dataDir: string;
  /** How the path of an image of an empty database begins, copied when there, else made: it saves seconds at a first start. */
  readonly databaseImage?: string;
  /** Where the PDF worker lies when the core is bundled. */
  readonly pdfWorkerUrl?: URL;
  /** Where the worker for pictures lies when the core is bundled. */
  readonly pictureWorkerUrl?: URL;
  /** Of working on one picture. */
  readonly pictureLimits?: Omit<PictureThreadsOptions, 'workerUrl'>;
  /** Where the module of the process lies that a model for the search by meaning runs in, when the core is bundled. */
  readonly modelProcessUrl?: URL;
  /** Of a model for the search by meaning. */
  readonly modelLimits?: ModelLimits;
  /** Of reading one PDF. */
  readonly pdfLimits?: Pick<PdfReaderOptions, 'timeoutMs' | 'memoryMb' | 'bufferMb'>;
  /** The folder of `resources`, with a slash at its end, where the core is bundled; else the project's. */
  readonly resources?: URL;
  /** For tests alone, whose servers are on this computer. */
  readonly download?: DownloadOptions;
  /** Of all tries to have one term from a language model. */
  readonly languageModelTimeoutMs?: number;
  readonly log?: Log;
  readonly version?: string;
}

export interface Core {
  /** Answers a request under `/api`. */
  fetch(request: Request): Response | Promise<Response>;
  /** What had to be mended while opening, in words; empty when all was well. */
  readonly repairs: readonly string[];
  /** Ends jobs, writes what is open, lets go of the directory. A second call waits for the first. */
  close(): Promise<void>;
}

/** Wait with work that nobody asked for until the first screen has been answered. */
const HOUSEKEEPING_AFTER_MS = 5000;

/** Problems: `data-directory-locked`, `journal-too-new`, `journal-damaged`, `disk-full`. */
export async function createCore(options: CoreOptions): Promise<Result<Core>> {
  const clock: Clock = { nowMs: options.nowMs ?? Date.now, newId: options.newId ?? (() => nanoid()) };
  const log = options.log ?? pino({ level: process.env.MIRUBATO_LOG ?? 'warn' }, pino.destination(2));
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const lock = lockDirectory(options.dataDir);
  if (!lock.ok) return lock;

  await removeIfMarked(options.dataDir);
  const directory = dataDirectoryAt(options.dataDir);
  // Of a test that was cut off.
  await rm(testRestoreFolder(directory), { recursive: true, force: true });
  const replica = await readReplica(options.dataDir);
  const store = await openStore(options.dataDir, options.databaseImage);
  await forgetOldWorkKeys(store.db, await workKeysVersion(options.resources));
  const events = createEventStream(clock.newId());
  const works = () => readWorks(options.resources);
  const shared = {
    store,
    works,
    nowMs: clock.nowMs,
    onTouched: (touched: readonly RecordRef[]) => publish(events, touched),
  };
  const journal = await openJournal({
    ...shared,
    name: 'journal',
    directory: directory.journal,
    collections: journalCollections,
    replica,
  });
  const device = await openJournal({
    ...shared,
    name: 'device',
    directory: directory.device,
    collections: deviceCollections,
    replica,
  });
  if (!journal.ok || !device.ok) {
    if (journal.ok) await journal.value.close();
    if (device.ok) await device.value.close();
    await store.close();
    lock.value.release();
    return journal.ok ? (device as Result<never>) : journal;
  }

  const context: CoreContext = {
    ...clock,
    directory,
    databaseImage: options.databaseImage,
    replica,
    store,
    journal: journal.value,
    device: device.value,
    works,
    people: () => readPeople(options.resources),
    events,
    log,
  };
  const settings = createSettings(context);
  const pictureThreads = createPictureThreads({
    ...options.pictureLimits,
    ...(options.pictureWorkerUrl && { workerUrl: options.pictureWorkerUrl }),
  });
  const imports = createImports(
    context,
    createPdfReader({
      ...options.pdfLimits,
      ...(options.pdfWorkerUrl && { workerUrl: options.pdfWorkerUrl }),
      ...(options.resources && { resources: options.resources }),
    }),
    pictureThreads,
  );
  const pictures = createPictures(context, imports, pictureThreads);
  const watchedFolders = createWatchedFolders(context, imports);
  const scores = createScores(context);
  const sync = createSync(context, scores, imports);
  const logbook = createLogbook(context, settings);
  const timer = createTimer(context, settings, options.monotonicMs);
  const repertoire = createRepertoire(context);
  const goals = createGoals(context);
  const plans = createPlans(context, settings);
  const dictionary = createDictionary(context, {
    readLookUp: () => readLookUp(options.resources),
    writtenAt: () => termsWrittenAt(options.resources),
    encoderFile: encoderFile(options.resources),
    model: { limits: options.modelLimits, processUrl: options.modelProcessUrl },
  });
  const languageModel = createLanguageModel(context);
  const generatedTerms = createGeneratedTerms(context, dictionary, languageModel, {
    ...(options.languageModelTimeoutMs && { timeoutMs: options.languageModelTimeoutMs }),
  });
  const enhancementJobs = createEnhancementJobs(context, generatedTerms);
  const termSeeds = createTermSeeds(context);
  const seeding = createSeeding(context, termSeeds, generatedTerms);
  const app = createApp({
    context,
    settings,
    logbook,
    timer,
    reminders: createReminders(context, { logbook, settings, timer }),
    savedFilters: createSavedFilters(context),
    repertoire,
    goals,
    reports: createReports(context, settings),
    history: createHistory(context, { logbook, repertoire, goals, scores }),
    pieceEntries: createPieceEntries(context),
    reviews: createReviews(context, settings),
    goalBoard: createGoalBoard(context, goals, repertoire),
    plans,
    occurrences: createOccurrenceEdits(context, plans, settings),
    templates: createTemplates(context, plans),
    scores,
    collections: createCollections(context),
    contents: createContents(context),
    dictionary,
    generatedTerms,
    enhancementJobs,
    termSeeds,
    seeding,
    languageModel,
    imports,
    pictures,
    download: createDownload(options.download),
    watchedFolders,
    sync,
    metronomePresets: createMetronomePresets(context),
    version: options.version ?? '0.1.0',
    startedAt: new Date(clock.nowMs()).toISOString(),
  });

  sync.start();
  await timer.watch();
  const housekeeping = setTimeout(() => {
    watchedFolders.start();
    seeding.start();
    void tidy(context, imports);
  }, HOUSEKEEPING_AFTER_MS);
  housekeeping.unref();
  const repairs = [
    ...(store.rebuildReason && journal.value.lastSeq() > 0 ? [store.rebuildReason] : []),
    ...journal.value.repairs,
    ...device.value.repairs,
  ];
  for (const repair of repairs) log.warn({ repair }, 'mended while opening');

  const close = async () => {
    clearTimeout(housekeeping);
    await timer.close();
    await sync.close();
    await watchedFolders.close();
    await imports.close();
    await pictures.close();
    // Those who wait for an answer end with the one who asks.
    await Promise.all([seeding.close(), enhancementJobs.close(), generatedTerms.close()]);
    await dictionary.close();
    await context.journal.close();
    await context.device.close();
    await store.close();
    await removeIfMarked(options.dataDir);
    lock.value.release();
  };
  let closed: Promise<void> | undefined;
  return ok({
    repairs,
    fetch: (request) => app.fetch(request),
    close: () => (closed ??= close()),
  });
}

function publish(events: EventStream, touched: readonly RecordRef[]): void {
  const idsByCollection: Record<string, string[]> = {};
  for (const { collection, id } of touched) {
    idsByCollection[collection] ??= [];
    idsByCollection[collection].push(id);
  }
  events.publish({ type: 'changed', collections: Object.keys(idsByCollection), ids: idsByCollection });
}

async function tidy(context: CoreContext, imports: Imports): Promise<void> {
  try {
    for (const journal of [context.journal, context.device]) await compactIfGrown(context, journal);
    await imports.deriveMissing();
    await refreshStatistics(context.store.db);
  } catch (error) {
    context.log.warn({ err: error }, 'housekeeping did not end; it is tried again at the next start');
  }
}

async function compactIfGrown({ log }: CoreContext, journal: Journal): Promise<void> {
  if (journal.logBytes() < COMPACT_AT_BYTES) return;
  const compacted = await journal.compact();
  if (!compacted.ok) log.warn({ problem: compacted.problem }, 'the journal could not be compacted');
}
