import type { Measure, ReportRow } from '@mirubato/domain/reports';
import { useFormat } from '../i18n/format.ts';

/** A number of a row in words; `–` where there is none. */
export function useMeasureText(): (row: Pick<ReportRow, Measure>, measure: Measure) => string {
  const format = useFormat();
  return (row, measure) => {
    const value = row[measure];
    if (value === null) return '–';
    switch (measure) {
      case 'share':
        return format.percent(value);
      case 'entries':
      case 'days':
        return format.number(value);
      default:
        return format.minutes(Math.round(value));
    }
  };
}
