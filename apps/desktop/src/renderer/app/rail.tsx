import {
  IconBooks,
  IconCalendarEvent,
  IconChartBar,
  IconFileImport,
  IconLanguage,
  IconMusic,
  IconNotebook,
  IconSettings,
  IconTargetArrow,
  IconTool,
  IconTrash,
  type TablerIcon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { SyncLight } from '../sync/sync-light.tsx';
import { answer, useApi } from './api.ts';

export const railScreens = [
  { to: '/', text: 'today', icon: IconCalendarEvent, keys: 'g t' },
  { to: '/logbook', text: 'logbook', icon: IconNotebook, keys: 'g l' },
  { to: '/pieces', text: 'pieces', icon: IconMusic, keys: 'g p' },
  { to: '/scores', text: 'scores', icon: IconBooks, keys: 'g s' },
  { to: '/plans', text: 'plans', icon: IconTargetArrow, keys: 'g a' },
  { to: '/reports', text: 'reports', icon: IconChartBar, keys: 'g e' },
  { to: '/toolbox', text: 'toolbox', icon: IconTool, keys: 'g b' },
  { to: '/dictionary', text: 'dictionary', icon: IconLanguage, keys: 'g d' },
] as const;

export const railBottomScreens = [
  { to: '/import', text: 'import', icon: IconFileImport, keys: 'g i' },
  { to: '/trash', text: 'trash', icon: IconTrash, keys: 'g x' },
  { to: '/settings', text: 'settings', icon: IconSettings, keys: 'g ,' },
] as const;

export function Rail() {
  const { t } = useTranslation();
  return (
    <nav className="rail" aria-label={t('rail')}>
      <ul>
        {railScreens.map((screen) => (
          <RailLink key={screen.to} {...screen} label={t(`screens.${screen.text}`)} />
        ))}
      </ul>
      <ul>
        {railBottomScreens.map((screen) => (
          <RailLink key={screen.to} {...screen} label={t(`screens.${screen.text}`)}>
            {screen.to === '/import' && <OpenImports />}
          </RailLink>
        ))}
        <SyncLight />
      </ul>
    </nav>
  );
}

interface RailLinkProps {
  readonly to: string;
  readonly icon: TablerIcon;
  readonly label: string;
  readonly keys: string;
  readonly children?: ReactNode;
}

function RailLink({ to, icon: Icon, label, keys, children }: RailLinkProps) {
  return (
    <li>
      <Link
        to={to}
        className="rail-link"
        activeOptions={{ exact: to === '/' }}
        aria-keyshortcuts={keys}
        title={`${label} (${keys})`}
      >
        <Icon size={24} stroke={1.5} aria-hidden />
        {label}
        {children}
      </Link>
    </li>
  );
}

/** How many files are still to be imported, while there are any. */
function OpenImports() {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { client } = useApi();
  const { data } = useQuery({
    queryKey: ['imports', 'open'],
    queryFn: () => answer(client.api.imports.$get({ query: { limit: '1' } })),
    meta: { collections: ['imports'] },
  });
  const open = (data?.counts.queued ?? 0) + (data?.counts.reading ?? 0);
  if (open === 0) return null;
  return (
    <span className="rail-count">
      {number(open)} <span className="visually-hidden">{t('openImports', { count: open })}</span>
    </span>
  );
}
