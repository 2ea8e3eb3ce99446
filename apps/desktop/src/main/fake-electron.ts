/**
 * An Electron for unit tests: it keeps what it was told, and the test plays the system's part. Only what the
 * shell uses is there; what it calls has the real package's types.
 */
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  MessagePortMain,
  NativeImage,
  OpenDialogOptions,
  Rectangle,
  Tray,
  UtilityProcess,
  WebContents,
} from 'electron';
import type { ElectronMain } from './shell.ts';

export type FakeElectron = ReturnType<typeof createFakeElectron>;

/** Gives the fake to code that is typed against the real one. */
export function asElectron(fake: object): ElectronMain {
  return fake as ElectronMain;
}

/** An event of Electron that can be prevented. */
export function preventable<Fields extends object>(fields: Fields = {} as Fields) {
  const event = {
    ...fields,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
  };
  return event;
}

type ContentsPart = Pick<WebContents, 'isLoading' | 'getURL' | 'send' | 'setWindowOpenHandler'>;

type WindowPart = Pick<
  BrowserWindow,
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'restore'
  | 'maximize'
  | 'isMinimized'
  | 'isMaximized'
  | 'isDestroyed'
  | 'getNormalBounds'
>;

type AppPart = Pick<
  App,
  | 'isPackaged'
  | 'whenReady'
  | 'requestSingleInstanceLock'
  | 'getPath'
  | 'setPath'
  | 'getVersion'
  | 'quit'
  | 'exit'
>;

export class FakeContents extends EventEmitter implements ContentsPart {
  readonly sent: unknown[][] = [];
  isPageLoading = false;
  openHandler: (details: { url: string }) => unknown = () => ({ action: 'allow' });

  isLoading(): boolean {
    return this.isPageLoading;
  }
  getURL(): string {
    return 'app://mirubato/';
  }
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
  setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler as FakeContents['openHandler'];
  }
}

export class FakeWindow extends EventEmitter implements WindowPart {
  readonly webContents = new FakeContents();
  readonly calls: string[] = [];
  isMinimised = false;
  isMaximised = false;
  hasGone = false;
  readonly options: BrowserWindowConstructorOptions;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }
  async loadURL(url: string): Promise<void> {
    this.calls.push(`load ${url}`);
  }
  show(): void {
    this.calls.push('show');
  }
  focus(): void {
    this.calls.push('focus');
  }
  restore(): void {
    this.isMinimised = false;
    this.calls.push('restore');
  }
  maximize(): void {
    this.isMaximised = true;
  }
  isMinimized(): boolean {
    return this.isMinimised;
  }
  isMaximized(): boolean {
    return this.isMaximised;
  }
  isDestroyed(): boolean {
    return this.hasGone;
  }
  getNormalBounds(): Rectangle {
    return { x: 10, y: 20, width: 900, height: 700 };
  }
}

/** The core's process, played by the test. */
export class FakeChild extends EventEmitter implements Pick<UtilityProcess, 'postMessage' | 'kill'> {
  readonly orders: { type: string }[] = [];
  port: MessagePort | undefined;
  isKilled = false;
  hasEnded = false;

  postMessage(order: { type: string }, ports: MessagePortMain[] = []): void {
    this.orders.push(order);
    this.port ??= ports[0] as unknown as MessagePort;
  }
  /** As the real one: nothing happens to a process that has ended. */
  kill(): boolean {
    if (this.hasEnded) return false;
    this.isKilled = true;
    this.exit(1);
    return true;
  }
  /** The process ends, and the system closes its end of the port. */
  exit(code: number): void {
    this.hasEnded = true;
    this.port?.close();
    this.emit('exit', code);
  }
}

type TrayPart = Pick<Tray, 'setImage' | 'setToolTip' | 'setTitle' | 'setContextMenu' | 'destroy'>;

export class FakeTray implements TrayPart {
  image: unknown;
  text = '';
  title = '';
  menu: unknown;
  isDestroyed = false;

  constructor(image: unknown) {
    this.image = image;
  }
  setImage(image: NativeImage | string): void {
    this.image = image;
  }
  setToolTip(text: string): void {
    this.text = text;
  }
  setTitle(title: string): void {
    this.title = title;
  }
  setContextMenu(menu: unknown): void {
    this.menu = menu;
  }
  destroy(): void {
    this.isDestroyed = true;
  }
}

class FakeApp extends EventEmitter implements AppPart {
  readonly calls: string[] = [];
  readonly paths: Record<string, string>;
  isPackaged = true;
  hasLock = true;
  lockData: unknown;
  readonly #ready = Promise.withResolvers<void>();

  constructor(userData: string) {
    super();
    this.paths = { userData };
  }
  becomeReady(): Promise<void> {
    this.#ready.resolve();
    return this.#ready.promise;
  }
  whenReady(): Promise<void> {
    return this.#ready.promise;
  }
  requestSingleInstanceLock(data: unknown): boolean {
    this.lockData = data;
    return this.hasLock;
  }
  getPath(name: string): string {
    return this.paths[name] ?? '';
  }
  setPath(name: string, path: string): void {
    this.paths[name] = path;
  }
  getVersion(): string {
    return '1.2.3';
  }
  quit(): void {
    this.calls.push('quit');
  }
  exit(code: number): void {
    this.calls.push(`exit ${code}`);
  }
}

export function createFakeElectron(userData: string) {
  const windows: FakeWindow[] = [];
  const children: FakeChild[] = [];
  const trays: FakeTray[] = [];
  const shortcuts = new Map<string, () => void>();
  const ipcHandlers = new Map<string, (event: object, argument?: unknown) => unknown>();
  const app = new FakeApp(userData);
  const told = {
    schemes: [] as unknown[],
    handlers: new Map<string, (request: Request) => Promise<Response>>(),
    errorBoxes: [] as string[][],
    openedOutside: [] as string[],
    dialogs: [] as OpenDialogOptions[],
    chosenPaths: [] as string[],
    /** Keys that another program has. */
    takenShortcuts: [] as string[],
    menu: [] as unknown[],
    permissionRequest: undefined as
      | ((
          contents: FakeContents,
          permission: string,
          answer: (isGiven: boolean) => void,
          details: { mediaTypes?: string[] },
        ) => void)
      | undefined,
    permissionCheck: undefined as
      | ((contents: null, permission: string, origin: string, details: { mediaType?: string }) => boolean)
      | undefined,
  };
  return {
    ...{ app, windows, children, trays, shortcuts, ipcHandlers, told },
    BrowserWindow: class extends FakeWindow {
      constructor(options: BrowserWindowConstructorOptions) {
        super(options);
        windows.push(this);
      }
    },
    dialog: {
      showErrorBox: (title: string, text: string) => void told.errorBoxes.push([title, text]),
      async showOpenDialog(options: OpenDialogOptions) {
        told.dialogs.push(options);
        return { canceled: told.chosenPaths.length === 0, filePaths: told.chosenPaths };
      },
    },
    globalShortcut: {
      register(accelerator: string, run: () => void) {
        if (told.takenShortcuts.includes(accelerator)) return false;
        shortcuts.set(accelerator, run);
        return true;
      },
      unregisterAll: () => shortcuts.clear(),
    },
    ipcMain: {
      handle: (name: string, handler: (event: object, argument?: unknown) => unknown) =>
        void ipcHandlers.set(name, handler),
    },
    Menu: {
      buildFromTemplate: (template: unknown[]) => template,
      setApplicationMenu: (menu: unknown[]) => {
        told.menu = menu;
      },
    },
    MessageChannelMain: MessageChannel,
    nativeImage: {
      createFromDataURL: (url: string) => ({ resize: ({ width }: { width: number }) => `${url} ${width}` }),
    },
    protocol: {
      registerSchemesAsPrivileged: (schemes: unknown[]) => void told.schemes.push(...schemes),
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
        void told.handlers.set(scheme, handler),
    },
    screen: { getDisplayMatching: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }) },
    session: {
      defaultSession: {
        setPermissionRequestHandler(handler: typeof told.permissionRequest) {
          told.permissionRequest = handler;
        },
        setPermissionCheckHandler(handler: typeof told.permissionCheck) {
          told.permissionCheck = handler;
        },
      },
    },
    Tray: class extends FakeTray {
      constructor(image: unknown) {
        super(image);
        trays.push(this);
      }
    },
    shell: { openExternal: async (url: string) => void told.openedOutside.push(url) },
    utilityProcess: {
      fork() {
        const child = new FakeChild();
        children.push(child);
        return child;
      },
    },
  };
}
