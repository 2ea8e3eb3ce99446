/** A report as a table for spreadsheets. */
import type { Measure, Report, ReportRow } from '@mirubato/domain/reports';
import { stringify } from 'csv-stringify/sync';

/**
 * UTF-8 with a byte order mark, by which spreadsheets know it; dates as `YYYY-MM-DD`, numbers with a point and without a
 * unit, minutes to the hundredth, shares from 0 to 1. A text that a spreadsheet would run as a formula begins with an
 * apostrophe.
 */
export function reportCsv(report: Report, measures: readonly Measure[]): string {
  const withEarlier =
    report.earlier !== null && report.rows.some(({ earlierMinutes }) => earlierMinutes !== null);
  const columns = [...report.groupBy, ...measures, ...(withEarlier ? ['earlierMinutes'] : [])];
  const rows = report.rows.map((row) => [
    ...row.keys.map(({ key, name }) => name || key),
    ...measures.map((measure) => plainNumber(row[measure], measure)),
    ...(withEarlier ? [plainNumber(row.earlierMinutes, 'minutes')] : []),
  ]);
  return stringify(rows, {
    header: true,
    columns,
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}

function plainNumber(value: ReportRow[Measure], measure: Measure): string {
  if (value === null) return '';
  const digits = measure === 'share' ? 4 : 2;
  return String(Number(value.toFixed(digits)));
}
