/** Entries as a table: RFC 4180; a cell that a spreadsheet would run as a formula is quoted with an apostrophe. */
import type { Entry } from '@mirubato/domain/logbook';
import { stringify } from 'csv-stringify';

const columns = [
  'date',
  'start',
  'zone',
  'minutes',
  'type',
  'instrument',
  'pieces',
  'composers',
  'techniques',
  'mood',
  'tags',
  'notes',
] as const;

export function entryCsvStream() {
  return stringify({
    header: true,
    columns: [...columns],
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

export function entryCsvRow(entry: Entry): Record<(typeof columns)[number], unknown> {
  return {
    date: entry.localDate,
    start: entry.timestamp,
    zone: entry.zone,
    minutes: entry.duration,
    type: entry.type,
    instrument: entry.instrument,
    pieces: entry.pieces.map(({ title }) => title).join('; '),
    composers: entry.pieces.map(({ composer }) => composer ?? '').join('; '),
    techniques: entry.techniques.join('; '),
    mood: entry.mood,
    tags: entry.tags.join('; '),
    notes: entry.notes,
  };
}

/** In the order given. */
export async function entriesCsv(entries: readonly Entry[]): Promise<string> {
  const csv = entryCsvStream();
  for (const entry of entries) csv.write(entryCsvRow(entry));
  csv.end();
  let text = '';
  for await (const chunk of csv) text += chunk;
  return text;
}
