/** The life of the app from start to quit: one instance, one window, one core process. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserWindow } from 'electron';
import { databaseImagePath } from '../cli/database-image.ts';
import { defaultDataDir } from '../cli/default-data-dir.ts';
import type { Command } from '../preload/preload.ts';
import { APP_ORIGIN, APP_SCHEME, createAppHandler } from './app-protocol.ts';
import { type CoreHost, startCoreHost } from './core-host.ts';
import { answerDialogs, guardContents, guardSession } from './guards.ts';
import { buildMenu } from './menu.ts';
import { serveTimer } from './timer-tray.ts';
import { openWindow } from './window.ts';

export type ElectronMain = typeof import('electron');

/** As the command line answers it: another process uses the data directory. */
const EXIT_LOCKED = 3;

export function startShell(
  electron: ElectronMain,
  argv: readonly string[],
  built: { readonly renderer: string; readonly preload: string; readonly coreProcess: string },
): void {
  const { app, Menu, protocol, session, shell } = electron;
  const { dataDir, importPaths } = parseArguments(argv.slice(app.isPackaged ? 1 : 2));
  // A data directory of one's own is an app of its own, with its window and its instance lock.
  if (dataDir) app.setPath('userData', join(dataDir, 'window'));
  if (!app.requestSingleInstanceLock({ importPaths })) {
    app.quit();
    return;
  }
  let window: BrowserWindow | undefined;
  protocol.registerSchemesAsPrivileged([APP_SCHEME]);
  app.on('web-contents-created', (_event, contents) => guardContents(contents, shell));
  app.on('second-instance', (_event, _argv, _cwd, other) =>
    sendImport((other as { importPaths: string[] }).importPaths),
  );
  app.on('open-file', (_event, path) => void app.whenReady().then(() => sendImport([path])));
  app.on('window-all-closed', () => process.platform === 'darwin' || app.quit());
  void app.whenReady().then(() => {
    const core = startCore();
    protocol.handle('app', createAppHandler(built.renderer, core.fetch));
    guardSession(session.defaultSession);
    answerDialogs(electron);
    serveTimer(electron, sendTimer);
    Menu.setApplicationMenu(Menu.buildFromTemplate(buildMenu(app, send)));
    sendImport(importPaths);
    app.on('activate', show);
    quitAfter(core);
  });

  function startCore(): CoreHost {
    const options = {
      dataDir: dataDir ?? defaultDataDir(),
      databaseImage: databaseImagePath(),
      version: app.getVersion(),
    };
    return startCoreHost(electron, built.coreProcess, options, ({ code, detail }) => {
      electron.dialog.showErrorBox('Mirubato cannot open its data', detail);
      app.exit(code === 'data-directory-locked' ? EXIT_LOCKED : 1);
    });
  }

  /** The core closes when the windows are gone, so that none of them asks it any more. */
  function quitAfter(core: CoreHost): void {
    let isClosed = false;
    app.on('will-quit', (event) => {
      if (isClosed) return;
      event.preventDefault();
      void core.close().finally(() => {
        isClosed = true;
        app.quit();
      });
    });
  }

  function show(): BrowserWindow {
    if (window && !window.isDestroyed()) {
      if (window.isMinimized()) window.restore();
      window.focus();
      return window;
    }
    window = openWindow(electron, built.preload, join(app.getPath('userData'), 'window-state.json'));
    void window.loadURL(`${APP_ORIGIN}/`);
    return window;
  }

  function sendImport(paths: readonly string[]): void {
    if (paths.length === 0) show();
    else send({ type: 'import-paths', paths });
  }

  /** Starting and pausing leaves the person in the program where they are. */
  function sendTimer(command: Command): void {
    if (command.type !== 'toggle-timer' || !window || window.isDestroyed()) send(command);
    else window.webContents.send('command', command);
  }

  function send(command: Command): void {
    const { webContents } = show();
    if (webContents.isLoading())
      webContents.once('did-finish-load', () => webContents.send('command', command));
    else webContents.send('command', command);
  }
}

/** Chromium's own switches stand among the arguments; only what is there on disk counts as a path. */
function parseArguments(args: string[]): { dataDir: string | undefined; importPaths: string[] } {
  const options = { 'data-dir': { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, options, strict: false, allowPositionals: true });
  const dataDir = values['data-dir'];
  return {
    dataDir: typeof dataDir === 'string' ? resolve(dataDir) : undefined,
    importPaths: positionals.map((path) => resolve(path)).filter((path) => existsSync(path)),
  };
}
