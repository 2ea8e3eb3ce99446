import { useTranslation } from 'react-i18next';
import { useSync } from './sync.ts';
import { SyncIcon } from './sync-icon.tsx';
import { syncLook, syncWords } from './sync-words.ts';
import './sync.css';

/** At the foot of the rail, in words, for whoever has sync switched on. */
export function SyncLight() {
  const { t } = useTranslation('sync');
  const state = useSync();
  if (!state || state.status === 'off') return null;
  const look = syncLook(state);
  return (
    <li className="sync-light" data-look={look}>
      <SyncIcon look={look} size={20} />
      {look === 'busy' ? t('light.busy') : look === 'done' ? t('light.done') : syncWords(state, t)}
    </li>
  );
}
