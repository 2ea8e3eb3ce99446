import { useTranslation } from 'react-i18next';
import { type Format, useFormat } from '../i18n/format.ts';
import { keyName } from '../scores/key-names.ts';
import type { RecordName } from './history.ts';

/** Ids and what is made of several parts: that it changed says more than what is in it. */
const untold = new Set(['goalIds', 'scoreIds', 'scoreId', 'pieceId', 'milestones', 'practicePlan']);

/** The value of a field in words; null where only that it changed can be said. */
export function useChangeText(
  collection: RecordName['collection'],
  zone: string,
): (field: string, value: unknown) => string | null {
  const { t } = useTranslation('history');
  const { t: scores } = useTranslation('scores');
  const format = useFormat();
  return (field, value) => {
    if (untold.has(field)) return null;
    if (value === null || value === undefined || value === '') return t('nothing');
    if (typeof value === 'boolean') return t(value ? 'exchange:yes' : 'exchange:no');
    if (field === 'keyFifths') return keyName(Number(value), scores);
    if (typeof value === 'number') return format.number(value);
    if (Array.isArray(value)) return value.length === 0 ? t('nothing') : format.list(value.map(nameOf));
    if (typeof value !== 'string') return null;
    return named(collection, field, value, t) ?? dated(field, value, zone, format);
  };
}

function nameOf(item: unknown): string {
  if (typeof item === 'object' && item !== null) return String((item as { title?: unknown }).title ?? '');
  return String(item);
}

const textsOfValues: ReadonlyMap<string, string> = new Map([
  ['entries mood', 'logbook:mood'],
  ['entries type', 'logbook:type'],
  ['entries instrument', 'logbook:instrument'],
  ['pieces status', 'repertoire:status'],
  ['goals type', 'goals:type'],
  ['goals status', 'goals:status'],
  ['scores difficulty', 'scores:difficulty'],
  ['scores stylePeriod', 'scores:stylePeriod'],
]);

/** Of a closed list of values, which the screens have names for. */
function named(
  collection: RecordName['collection'],
  field: string,
  value: string,
  t: (key: string, options: { defaultValue: string }) => string,
): string | undefined {
  const key = textsOfValues.get(`${collection} ${field}`);
  return key && t(`${key}.${value}`, { defaultValue: value });
}

function dated(field: string, value: string, zone: string, format: Format): string {
  if (field === 'timestamp') return `${format.shortDayOf(value)}, ${format.time(value, zone)}`;
  if (field === 'archivedAt') return format.shortDayOf(value);
  if (field === 'targetDate' || field === 'startDate') return format.shortDay(value.slice(0, 10));
  return value;
}
