import type { App, MenuItemConstructorOptions } from 'electron';
import type { Command } from '../preload/preload.ts';

/** Entries with a role are worded and wired by the system. */
export function buildMenu(
  { isPackaged }: Pick<App, 'isPackaged'>,
  send: (command: Command) => void,
): MenuItemConstructorOptions[] {
  const isMac = process.platform === 'darwin';
  const viewRoles = ['resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'] as const;
  const developerRoles = isPackaged ? [] : (['reload', 'toggleDevTools'] as const);
  const file: MenuItemConstructorOptions[] = [
    { label: 'Import files…', accelerator: 'CmdOrCtrl+O', click: () => send({ type: 'import-files' }) },
    {
      label: 'Import folder…',
      accelerator: 'CmdOrCtrl+Shift+O',
      click: () => send({ type: 'import-folder' }),
    },
    { type: 'separator' },
    { role: isMac ? 'close' : 'quit' },
  ];
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: file },
    { role: 'editMenu' },
    { label: '&View', submenu: [...developerRoles, ...viewRoles].map((role) => ({ role })) },
    { role: 'help', submenu: [{ role: 'about' }] },
  ];
}
