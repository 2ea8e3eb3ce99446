/** The part of Electron that the shell uses, on Node and a Chromium. */
import { EventEmitter } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Bounds, type OpenPage, openPage } from './page.ts';

export { MessageChannelMain, UtilityProcess as utilityProcess } from './ports.ts';

type Handler = (request: Request) => Promise<Response>;
type IpcHandler = (event: { senderFrame: { url: string } }, ...args: unknown[]) => unknown;

let handler: Handler = async () => new Response(null, { status: 404 });
const ipcHandlers = new Map<string, IpcHandler>();
const windows = new Set<BrowserWindow>();

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly #paths: Record<string, string> = { userData: join(homedir(), '.cache', 'mirubato-stand-in') };
  readonly #ready = new Promise<void>((resolve) => setImmediate(resolve));

  whenReady = () => this.#ready;
  requestSingleInstanceLock = () => true;
  getVersion = () => '0.1.0';
  getPath = (name: string) => this.#paths[name] ?? '';
  setPath(name: string, path: string): void {
    this.#paths[name] = path;
  }
  quit(): void {
    for (const window of [...windows]) window.close();
    let isPrevented = false;
    const preventDefault = () => {
      isPrevented = true;
    };
    this.emit('will-quit', { preventDefault });
    if (!isPrevented) this.exit(0);
  }
  exit(code: number): void {
    void Promise.all([...windows].map((window) => window.end())).finally(() => process.exit(code));
  }
}

export const app = new App();

class WebContents extends EventEmitter {
  readonly #window: BrowserWindow;

  constructor(window: BrowserWindow) {
    super();
    this.#window = window;
  }
  isLoading = () => this.#window.page === undefined;
  getURL = () => 'app://mirubato/';
  setWindowOpenHandler = () => undefined;
  send(channel: string, ...args: unknown[]): void {
    void this.#window.page?.send(channel, args);
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents(this);
  page: OpenPage | undefined;
  #isDestroyed = false;
  readonly #options: Bounds & { webPreferences: { preload: string } };

  constructor(options: Bounds & { webPreferences: { preload: string } }) {
    super();
    this.#options = options;
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    this.page = await openPage(url, {
      profileDir: join(app.getPath('userData'), 'chromium'),
      preloadPath: this.#options.webPreferences.preload,
      bounds: this.#options,
      fetch: (request) => handler(request),
      invoke: (channel, args) =>
        ipcHandlers.get(channel)?.({ senderFrame: { url: 'app://mirubato/' } }, ...args),
      onClosed: () => this.close(),
    });
    this.emit('ready-to-show');
    this.webContents.emit('did-finish-load');
    process.send?.({ type: 'loaded' });
  }
  close(): void {
    if (this.#isDestroyed) return;
    this.emit('close');
    this.#isDestroyed = true;
    windows.delete(this);
    void this.end().finally(() => {
      if (windows.size === 0) app.emit('window-all-closed');
    });
  }
  async end(): Promise<void> {
    await this.page?.close();
  }
  show = () => undefined;
  focus = () => undefined;
  restore = () => undefined;
  maximize = () => undefined;
  isMinimized = () => false;
  isMaximized = () => false;
  isDestroyed = () => this.#isDestroyed;
  getNormalBounds = () => ({ x: 0, y: 0, width: 1280, height: 860 });
}

export const protocol = {
  registerSchemesAsPrivileged: () => undefined,
  handle(_scheme: string, given: Handler) {
    handler = given;
  },
};

export const ipcMain = {
  handle: (channel: string, given: IpcHandler) => void ipcHandlers.set(channel, given),
};

export const dialog = {
  showErrorBox: (title: string, text: string) => void process.stderr.write(`${title}: ${text}\n`),
  /** What a person would choose is told in the environment, as a JSON array of paths. */
  showOpenDialog: async () => {
    const filePaths = JSON.parse(process.env.STAND_IN_CHOSEN_PATHS ?? '[]') as string[];
    return { canceled: filePaths.length === 0, filePaths };
  },
};

export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: () => undefined,
};
export const screen = { getDisplayMatching: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }) };
export const shell = { openExternal: async () => undefined };
export const session = {
  defaultSession: {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
  },
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
process.on(
  'message',
  async ({ id, command, argument }: { id: number; command: string; argument: string }) => {
    const [window] = windows;
    try {
      process.send?.({ id, value: await window?.page?.command(command, argument) });
    } catch (error) {
      process.send?.({ id, error: String(error) });
    }
  },
);
