/** Reads the rows of a file of comma-separated values, whichever program wrote it. */
import { MAX_TABLE_ROWS, namesScores, type ReadTable } from '@mirubato/domain/exchange';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { CsvError, parse } from 'csv-parse/sync';
import { decodeText } from './decode-text.ts';

/** Rows of a thousand characters each, for as many scores as a library may have. */
export const MAX_TABLE_BYTES = 32 * 1024 * 1024;

/** A cell longer than this is no value; a quote that is never closed makes one of the whole rest. */
const MAX_ROW_CHARACTERS = 200_000;

/** A spreadsheet's own file is a zip. */
const ZIP_BEGINS = 'PK\u0003\u0004';

/** Excel's way to say what separates the cells. */
const separatorLine = /^sep=(.)\r?\n/i;

/**
 * The delimiter is the one that the first line has most of. Problems: `table-malformed` (not text, a quote that is
 * not closed), `table-without-header` (no column says which score a row is about), `file-empty`.
 */
export function readTable(bytes: Uint8Array): Result<ReadTable> {
  const whole = decodeText(bytes);
  if (whole.trim() === '') return fail('file-empty', 'The table has no rows.');
  if (whole.startsWith(ZIP_BEGINS) || whole.includes('\u0000')) {
    return fail(
      'table-malformed',
      'This is no text. Save the table as CSV in the program that it comes from.',
    );
  }
  const text = whole.replace(separatorLine, '');
  const delimiter = separatorLine.exec(whole)?.[1] ?? delimiterOf(text);
  try {
    const [head, ...rows] = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      max_record_size: MAX_ROW_CHARACTERS,
      to: MAX_TABLE_ROWS + 2,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    const header = head?.record ?? [];
    if (!namesScores(header, delimiter)) return withoutHeader(header);
    if (rows.length > MAX_TABLE_ROWS) {
      return fail('table-malformed', `The table has more than ${MAX_TABLE_ROWS} rows.`);
    }
    return ok({
      header,
      delimiter,
      rows: rows.map(({ info, record }) => ({ line: info.lines, cells: record })),
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    return malformed(cause);
  }
}

function withoutHeader(header: readonly string[]): Result<never> {
  const names = header.slice(0, 5).join(', ').slice(0, 200);
  return fail(
    'table-without-header',
    `The first line names neither a title nor a file name: ${names || '(nothing)'}.`,
  );
}

/** Rows are counted with the first; a quotation mark that is not closed has swallowed the lines after it. */
function malformed(cause: CsvError & { records?: number }): Result<never> {
  const isOpen = cause.code === 'CSV_QUOTE_NOT_CLOSED' || cause.code === 'CSV_MAX_RECORD_SIZE';
  const row = String((cause.records ?? 0) + 1);
  const what = isOpen ? 'is never closed' : 'stands where none may be';
  return fail('table-malformed', `A quotation mark in row ${row} ${what}.`, { fields: { row }, cause });
}

function delimiterOf(text: string): string {
  const [line = ''] = text.split(/\r?\n/, 1);
  const outside = line.replace(/"(?:[^"]|"")*"/g, '');
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: outside.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}
