/** The running timer in the system's tray, and one key for it in every program. The page says what they show. */
import type { IpcMainInvokeEvent, Tray } from 'electron';
import type { Command, TimerTray } from '../preload/preload.ts';
import { isOurPage } from './guards.ts';
import type { ElectronMain } from './shell.ts';

type Part = Pick<ElectronMain, 'globalShortcut' | 'ipcMain' | 'Menu' | 'nativeImage' | 'Tray'>;

export function serveTimer(electron: Part, send: (command: Command) => void): void {
  const { globalShortcut, ipcMain, Menu, nativeImage } = electron;
  let tray: Tray | undefined;

  ipcMain.handle('show-timer', (event, view: TimerTray | null) => {
    refuseOthers(event);
    if (!view) {
      tray?.destroy();
      tray = undefined;
      return;
    }
    const icon = nativeImage.createFromDataURL(view.icon).resize({ width: 16 });
    tray ??= new electron.Tray(icon);
    tray.setImage(icon);
    tray.setToolTip(view.text);
    if (process.platform === 'darwin') tray.setTitle(view.title);
    const items = view.items.map(({ label, type }) => ({ label, click: () => send({ type }) }));
    tray.setContextMenu(Menu.buildFromTemplate([{ label: view.text, enabled: false }, ...items]));
  });

  ipcMain.handle('set-shortcut', (event, accelerator: string | null) => {
    refuseOthers(event);
    globalShortcut.unregisterAll();
    return accelerator === null || globalShortcut.register(accelerator, () => send({ type: 'toggle-timer' }));
  });
}

function refuseOthers({ senderFrame }: IpcMainInvokeEvent): void {
  if (!isOurPage(senderFrame?.url)) throw new Error('Only the app itself has a timer.');
}
