/** What sync says of itself, in one line. */
import type { SyncState } from '@mirubato/domain/sync';
import type { TFunction } from 'i18next';

export type SyncLook = 'off' | 'busy' | 'done' | 'waiting' | 'trouble';

export function syncLook({ status, waiting }: SyncState): SyncLook {
  if (status === 'off') return 'off';
  if (status === 'problem') return 'trouble';
  if (status === 'synced') return waiting > 0 ? 'waiting' : 'done';
  if (status === 'offline') return 'waiting';
  return 'busy';
}

export function syncWords(state: SyncState, t: TFunction<'sync'>): string {
  const { status, waiting } = state;
  if (status === 'offline')
    return waiting > 0 ? t('status.offlineWaiting', { count: waiting }) : t('status.offline');
  return t(`status.${status}`);
}
