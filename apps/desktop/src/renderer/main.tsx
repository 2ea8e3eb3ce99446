import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { openConnection } from './app/connection.ts';
import './i18n/i18n.ts';
import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './app/paper.css';
import './app/frame.css';
import './app/panel.css';
import './logbook/logbook.css';
import './timer/timer.css';
import './repertoire/repertoire.css';
import './today/today.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App connection={openConnection(window)} />
  </StrictMode>,
);
