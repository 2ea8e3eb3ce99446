/**
 * A document on disk with its rows. Every change, local or remote, goes through one queue: it is applied to
 * the document, appended and fsynced (one fsync for all changes that wait), projected into rows, and only
 * then answered and announced. The document itself is loaded when it is needed for a write, and let go again.
 */
import {
  createJournalDocument,
  JOURNAL_VERSION,
  type JournalChange,
  type JournalDocument,
  type RecordEdit,
  type RecordFields,
  type RecordRef,
} from '@mirubato/domain/journal';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { Works } from '@mirubato/domain/works';
import { beginHistory } from '../history/begin-history.ts';
import type { Store } from '../store/database.ts';
import { projectRecords, readProjection, rebuildRows } from '../store/projector.ts';
import { type JournalFile, openJournalFile, writeProblem } from './journal-file.ts';

export interface JournalView {
  read(collection: string, id: string): RecordFields | undefined;
}

/** A pure function from what stands in the journal to what is to be written, or to why it cannot be. */
export type PlanEdit<T> = (view: JournalView) => Result<{ edits: readonly RecordEdit[]; value: T }>;

export interface Journal {
  readonly name: string;
  readonly repairs: readonly string[];
  /** Durable and visible in the rows when it answers ok. */
  edit<T>(plan: PlanEdit<T>): Promise<Result<T>>;
  /** Takes in a peer's update by the same door. Problems: `invalid-input`, `journal-too-new`, `disk-full`. */
  merge(update: Uint8Array, origin?: symbol): Promise<Result<void>>;
  /** Looks at the document between two changes, when all of it is durable. */
  look<T>(look: (document: JournalDocument) => T): Promise<Result<T>>;
  /** Tells each durable change, in order, until the returned function is called. */
  onChange(listener: (change: JournalChange) => void): () => void;
  /** The whole document as one Yjs update. */
  encode(): Promise<Result<Uint8Array>>;
  lastSeq(): number;
  /** Bytes a start has to read besides the snapshot. */
  logBytes(): number;
  /** Writes a snapshot when the log has grown; runs in the queue like a change. */
  compact(): Promise<Result<void>>;
  /** Projects every record anew. */
  rebuild(): Promise<Result<void>>;
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly name: string;
  readonly directory: string;
  readonly collections: readonly string[];
  readonly store: Store;
  /** For the rows of what names works. */
  readonly works: () => Promise<Works>;
  readonly replica: string;
  readonly nowMs: () => number;
  readonly onTouched: (touched: readonly RecordRef[]) => void;
}

type Step = (document: JournalDocument) => Result<{ change: JournalChange | undefined; value: unknown }>;

interface Waiting {
  readonly step: Step;
  readonly answer: (result: Result<unknown>) => void;
}

/** A document that nobody has written to for so long is let go: of 100,000 entries it takes 350 MB. */
const UNLOAD_AFTER_MS = 2 * 60_000;

/** A log beyond this is worth replacing by a snapshot: it is read as a whole at the next start. */
export const COMPACT_AT_BYTES = 8 * 1024 * 1024;

export async function openJournal(options: JournalOptions): Promise<Result<Journal>> {
  const opened = await openJournalFile(options.directory);
  if (!opened.ok) return opened;
  const file = opened.value;
  const { name, store, works } = options;
  const listeners = new Set<(change: JournalChange) => void>();
  let document: JournalDocument | undefined;
  /** Durable changes whose rows could not be written yet. */
  let unprojected: RecordRef[] = [];
  let waiting: Waiting[] = [];
  let pumping: Promise<void> | undefined;
  let isClosed = false;
  let unloading: NodeJS.Timeout | undefined;

  const caughtUp = await catchUp();
  const begun = caughtUp.ok && name === 'journal' ? await beginHistory(store.db, file) : caughtUp;
  if (!begun.ok) {
    await file.close();
    return begun;
  }
  unloadLater();

  return ok({
    name,
    repairs: file.repairs,
    edit: <T>(plan: PlanEdit<T>) =>
      enqueue((current) => {
        const planned = plan(current);
        if (!planned.ok) return planned;
        return ok({ change: current.edit(planned.value.edits), value: planned.value.value });
      }) as Promise<Result<T>>,
    merge: (update, origin) => exclusive((current) => mergeInto(current, update, origin)),
    look: (look) => exclusive(async (current) => ok(look(current))),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    encode: () =>
      enqueue((current) => ok({ change: undefined, value: current.encode() })) as Promise<Result<Uint8Array>>,
    lastSeq: file.lastSeq,
    logBytes: file.logBytes,
    compact: () => exclusive(async (current) => file.compact(current.encode())),
    rebuild: () => exclusive(rebuild),
    async close() {
      isClosed = true;
      while (pumping) await pumping;
      clearTimeout(unloading);
      await file.close();
      document?.destroy();
    },
  });

  function enqueue(step: Step): Promise<Result<unknown>> {
    if (isClosed) return Promise.resolve(fail('shutting-down', 'Mirubato is closing; nothing was changed.'));
    return new Promise((answer) => {
      waiting.push({ step, answer });
      startPump();
    });
  }

  async function exclusive<T>(work: (current: JournalDocument) => Promise<Result<T>>): Promise<Result<T>> {
    while (pumping) await pumping;
    if (isClosed) return fail('shutting-down', 'Mirubato is closing.');
    let result: Result<T> = fail('internal', 'The journal did not run this.');
    pumping = (async () => {
      const current = await loaded();
      result = current.ok ? await work(current.value) : current;
    })().finally(() => {
      pumping = undefined;
    });
    await pumping;
    if (waiting.length > 0) startPump();
    else unloadLater();
    return result;
  }

  function startPump(): void {
    pumping ??= pump().finally(() => {
      pumping = undefined;
      if (waiting.length > 0) startPump();
      else unloadLater();
    });
  }

  async function pump(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await runGroup(group);
    }
  }

  async function runGroup(group: readonly Waiting[]): Promise<void> {
    const current = await loaded();
    if (!current.ok) {
      for (const { answer } of group) answer(current);
      return;
    }
    const results = group.map(({ step }) => runStep(step, current.value));
    const changes = results.flatMap((result) =>
      result.ok && result.value.change ? [result.value.change] : [],
    );
    const saved = changes.length > 0 ? await save(current.value, changes) : ok(undefined);
    group.forEach(({ answer }, index) => {
      const result = results[index];
      if (!result?.ok) answer(result ?? fail('internal', 'The change was not run.'));
      else if (result.value.change && !saved.ok) answer(saved);
      else answer(ok(result.value.value));
    });
    const touched = changes.flatMap((change) => change.touched);
    if (saved.ok && touched.length > 0) options.onTouched(touched);
  }

  async function save(current: JournalDocument, changes: readonly JournalChange[]): Promise<Result<void>> {
    const appended = await file.append(changes.map(({ update }) => update));
    if (!appended.ok) {
      forget(current);
      return appended;
    }
    for (const change of changes) for (const listener of listeners) listener(change);
    unprojected.push(...changes.flatMap(({ touched }) => touched));
    try {
      const projection = { journalId: file.journalId, seq: file.lastSeq() };
      await projectRecords(store.db, {
        document: name,
        source: current,
        touched: unprojected,
        projection,
        works,
      });
      unprojected = [];
      return ok(undefined);
    } catch (cause) {
      return writeProblem(cause, 'The change is safe in the journal, but could not be shown yet.');
    }
  }

  async function mergeInto(
    current: JournalDocument,
    update: Uint8Array,
    origin: symbol | undefined,
  ): Promise<Result<void>> {
    const applied = current.applyUpdate(update, origin);
    if (!applied.ok) return applied;
    if (!applied.value) return ok(undefined);
    const version = current.version();
    if (version > JOURNAL_VERSION) {
      forget(current);
      return tooNew(version);
    }
    const saved = await save(current, [applied.value]);
    if (saved.ok) options.onTouched(applied.value.touched);
    return saved;
  }

  /** It holds changes that the file does not: the next change starts from the file again. */
  function forget(current: JournalDocument): void {
    document = undefined;
    current.destroy();
  }

  async function loaded(): Promise<Result<JournalDocument>> {
    if (document) return ok(document);
    const read = await readDocument(file, options);
    if (!read.ok) return read;
    document = read.value.document;
    return ok(document);
  }

  /** Not while something waits or is being done, and not while the rows owe something to it. */
  function unloadLater(): void {
    clearTimeout(unloading);
    unloading = setTimeout(() => {
      if (pumping || unprojected.length > 0) return;
      document?.destroy();
      document = undefined;
    }, UNLOAD_AFTER_MS);
    unloading.unref();
  }

  /** Brings the rows to where the journal is: nothing to do, the missing updates, or everything. */
  async function catchUp(): Promise<Result<void>> {
    const projection = await readProjection(store.db, name);
    if (projection?.journalId === file.journalId && projection.seq === file.lastSeq()) return ok(undefined);
    const since = projection?.journalId === file.journalId ? projection.seq : undefined;
    const read = await readDocument(file, options, since);
    if (!read.ok) return read;
    document = read.value.document;
    if (since === undefined || since > file.lastSeq() || !read.value.touched) return rebuild(document);
    await projectRecords(store.db, {
      document: name,
      source: document,
      touched: read.value.touched,
      projection: { journalId: file.journalId, seq: file.lastSeq() },
      works,
    });
    return ok(undefined);
  }

  async function rebuild(current: JournalDocument): Promise<Result<void>> {
    await rebuildRows(store.db, {
      document: name,
      source: current,
      collections: options.collections,
      projection: { journalId: file.journalId, seq: file.lastSeq() },
      works,
    });
    unprojected = [];
    return ok(undefined);
  }
}

function runStep(step: Step, current: JournalDocument): ReturnType<Step> {
  try {
    return step(current);
  } catch (cause) {
    return fail('internal', 'The change could not be made.', { cause });
  }
}

/** @param since report what updates after this number touch; `touched` is undefined when a snapshot hides it */
async function readDocument(
  file: JournalFile,
  options: Pick<JournalOptions, 'replica' | 'nowMs'>,
  since?: number,
): Promise<Result<{ document: JournalDocument; touched: RecordRef[] | undefined }>> {
  const read = await file.read();
  if (!read.ok) return read;
  const { snapshot, snapshotSeq, updates } = read.value;
  const document = createJournalDocument({ replica: options.replica, nowMs: options.nowMs });
  if (snapshot) document.load(snapshot);
  const touched: RecordRef[] = [];
  updates.forEach((update, index) => {
    const loaded = document.load(update);
    if (since !== undefined && snapshotSeq + index + 1 > since) touched.push(...loaded);
  });
  if (document.version() > JOURNAL_VERSION) {
    const version = document.version();
    document.destroy();
    return tooNew(version);
  }
  return ok({ document, touched: since === undefined || since < snapshotSeq ? undefined : touched });
}

function tooNew(version: number): Result<never> {
  return fail(
    'journal-too-new',
    `This journal is of version ${version}; this Mirubato writes ${JOURNAL_VERSION}. Update Mirubato.`,
  );
}
