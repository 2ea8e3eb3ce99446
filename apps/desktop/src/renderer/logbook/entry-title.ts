import type { Entry, EntryInput } from '@mirubato/domain/logbook';

/** The entry in one line: its pieces, or what it was. */
export function entryTitle(
  entry: Partial<Pick<Entry | EntryInput, 'pieces' | 'type'>>,
  t: (key: string) => string,
): string {
  const titles = (entry.pieces ?? []).map(({ title }) => title).join(' · ');
  return titles === '' ? t(`logbook:type.${entry.type ?? 'practice'}`) : titles;
}
