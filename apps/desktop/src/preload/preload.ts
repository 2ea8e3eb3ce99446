/** The only door between the page and Electron: `window.mirubato`. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';

/** What the tray shows of the timer, worded by the page. `title` stands beside the icon on a Mac. */
export interface TimerTray {
  /** PNG, as a data URL. */
  readonly icon: string;
  readonly text: string;
  readonly title: string;
  readonly items: readonly { readonly label: string; readonly type: TimerCommand }[];
}

export type TimerCommand = 'toggle-timer' | 'split-timer' | 'stop-timer';

/** What menus and other instances ask the page to do. */
export type Command =
  | { readonly type: 'import-files' | 'import-folder' | TimerCommand }
  | { readonly type: 'import-paths'; readonly paths: readonly string[] };

export interface ElectronBridge {
  readonly kind: 'electron';
  /** Paths of the PDFs a person chose; none when the dialog was cancelled. */
  chooseFiles(): Promise<string[]>;
  chooseFolder(): Promise<string[]>;
  /** Where a dropped file lies on disk; empty for one that does not. */
  pathForFile(file: File): string;
  /** Null when there is no timer. */
  showTimer(tray: TimerTray | null): Promise<void>;
  /** Null for none. False when another program has it. */
  setShortcut(accelerator: string | null): Promise<boolean>;
  /** Commands that came before the first listener are given to it. Returns how to stop listening. */
  onCommand(listener: (command: Command) => void): () => void;
}

const waiting: Command[] = [];
const listeners = new Set<(command: Command) => void>();

ipcRenderer.on('command', (_event, command: Command) => {
  if (listeners.size === 0) waiting.push(command);
  for (const listener of listeners) listener(command);
});

contextBridge.exposeInMainWorld('mirubato', {
  kind: 'electron',
  chooseFiles: () => ipcRenderer.invoke('choose-files'),
  chooseFolder: () => ipcRenderer.invoke('choose-folder'),
  pathForFile: (file) => webUtils.getPathForFile(file),
  showTimer: (tray) => ipcRenderer.invoke('show-timer', tray),
  setShortcut: (accelerator) => ipcRenderer.invoke('set-shortcut', accelerator),
  onCommand(listener) {
    listeners.add(listener);
    for (const command of waiting.splice(0)) listener(command);
    return () => void listeners.delete(listener);
  },
} satisfies ElectronBridge);
