import { Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreenTitle } from '../app/screen-title.ts';
import { tools } from './tools.ts';
import './toolbox.css';

/** The tools side by side, and below them the one that is open. */
export function ToolboxLayout({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useTranslation('toolbox');
  useScreenTitle(name);
  return (
    <div className="screen toolbox">
      <header className="toolbox-head">
        <Title order={1}>{name}</Title>
        <nav aria-label={t('app:screens.toolbox')}>
          <ul className="toolbox-tools">
            {tools.map(({ to, text, keys }) => (
              <li key={to}>
                <Link
                  to={to}
                  className="toolbox-tool"
                  activeOptions={{ exact: true }}
                  aria-keyshortcuts={keys}
                  title={`${t(`tool.${text}`)} (${keys})`}
                >
                  {t(`tool.${text}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      {children}
    </div>
  );
}
