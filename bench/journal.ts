/** Loading the journal document, which every first write after a start waits for. */
import { createJournalDocument, type JournalDocument, type RecordEdit } from '@mirubato/domain/journal';
import * as Y from 'yjs';
import type { DataDirectories } from './data-directories.ts';
import { type BenchOptions, rssMb, sample, waitMs } from './measure.ts';
import { sampleEntries, YEARS } from './sample-logbook.ts';
import type { Row } from './table.ts';

const EDITED = 10_000;
const EDITS = 3;

export async function measureJournal(
  _directories: DataDirectories,
  { entries }: BenchOptions,
): Promise<Row[]> {
  const edited = makeUpdates(EDITED, EDITS);
  const unedited = makeUpdates(entries, 0);
  const label = EDITED.toLocaleString('en');
  return [
    await measureLoad(
      `journal: load ${label} entries edited ${EDITS} times, snapshot`,
      [edited.snapshot],
      500,
    ),
    await measureLoad(
      `journal: load the same as ${edited.updates.length.toLocaleString('en')} updates`,
      edited.updates,
    ),
    await measureLoad(`journal: load ${entries.toLocaleString('en')} entries, snapshot`, [unedited.snapshot]),
    await measureEncode(`journal: encode ${entries.toLocaleString('en')} entries`, unedited.snapshot),
  ];
}

/** What writing a snapshot or syncing with a new device waits for. */
async function measureEncode(what: string, snapshot: Uint8Array): Promise<Row> {
  const document = load([snapshot]);
  const values = await sample(3, () => document.encode(), 1);
  document.destroy();
  return { what, values };
}

async function measureLoad(what: string, updates: readonly Uint8Array[], aim?: number): Promise<Row> {
  const values = await sample(5, () => load(updates).destroy(), 1);
  const peer = {
    name: 'Y.applyUpdate alone',
    values: await sample(
      5,
      () => {
        const doc = new Y.Doc();
        for (const update of updates) Y.applyUpdate(doc, update);
        doc.destroy();
      },
      1,
    ),
  };
  await waitMs(100);
  return { what, values, peer, rssMb: rssMb(), ...(aim === undefined ? {} : { aim }) };
}

function load(updates: readonly Uint8Array[]): JournalDocument {
  const document = createDocument();
  for (const update of updates) document.load(update);
  return document;
}

/** Each entry as an update of its own, then each edit: what a log holds that was never compacted. */
function makeUpdates(count: number, edits: number): { updates: Uint8Array[]; snapshot: Uint8Array } {
  const document = createDocument();
  const updates: Uint8Array[] = [];
  const write = (edit: RecordEdit) => {
    const change = document.edit([edit]);
    if (change) updates.push(change.update);
  };
  const samples = [...sampleEntries(count)];
  for (const edit of samples) write(edit);
  for (let round = 1; round <= edits; round += 1) {
    for (const { collection, id, fields } of samples) {
      const duration = Number(fields.duration) + round;
      const notes = fields.notes === '' ? '' : `${String(fields.notes)} ${round} of ${YEARS}`;
      write({ collection, id, fields: { duration, notes } });
    }
  }
  const snapshot = document.encode();
  document.destroy();
  return { updates, snapshot };
}

function createDocument(): JournalDocument {
  let nowMs = 1_700_000_000_000;
  return createJournalDocument({ replica: 'bench-0001', nowMs: () => nowMs++ });
}
