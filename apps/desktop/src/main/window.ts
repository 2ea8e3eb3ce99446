import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { BrowserWindow, Rectangle } from 'electron';
import type { ElectronMain } from './shell.ts';

type WindowState = Rectangle & { readonly isMaximised: boolean };

/** Opens the window where it was, as far as that screen is still there. */
export function openWindow(
  { app, BrowserWindow, screen }: Pick<ElectronMain, 'app' | 'BrowserWindow' | 'screen'>,
  preload: string,
  statePath: string,
): BrowserWindow {
  const state = readState(statePath);
  const window = new BrowserWindow({
    ...(state ? fitBounds(state, screen.getDisplayMatching(state).workArea) : { width: 1280, height: 860 }),
    show: false,
    title: 'Mirubato',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      devTools: !app.isPackaged,
    },
  });
  if (state?.isMaximised) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    writeState(statePath, { ...window.getNormalBounds(), isMaximised: window.isMaximized() }),
  );
  return window;
}

/** What cannot be read is forgotten. */
function readState(path: string): WindowState | undefined {
  try {
    const { x, y, width, height, isMaximised } = JSON.parse(readFileSync(path, 'utf8')) as Record<
      string,
      unknown
    >;
    if (![x, y, width, height].every(Number.isSafeInteger)) return undefined;
    return { x, y, width, height, isMaximised: isMaximised === true } as WindowState;
  } catch {
    return undefined;
  }
}

/** Replaces the file as a whole. A place that cannot be kept is not worth a message. */
function writeState(path: string, state: WindowState): void {
  try {
    writeFileSync(`${path}.new`, JSON.stringify(state));
    renameSync(`${path}.new`, path);
  } catch {}
}

/** Wholly inside the work area, cut to its size. */
function fitBounds(bounds: Rectangle, area: Rectangle): Rectangle {
  const width = Math.min(bounds.width, area.width);
  const height = Math.min(bounds.height, area.height);
  const x = Math.max(area.x, Math.min(bounds.x, area.x + area.width - width));
  const y = Math.max(area.y, Math.min(bounds.y, area.y + area.height - height));
  return { x, y, width, height };
}
