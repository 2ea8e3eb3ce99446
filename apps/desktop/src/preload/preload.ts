/** The only door between the page and Electron: `window.mirubato`. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';

/** What menus and other instances ask the page to do. */
export type Command =
  | { readonly type: 'import-files' | 'import-folder' }
  | { readonly type: 'import-paths'; readonly paths: readonly string[] };

export interface ElectronBridge {
  readonly kind: 'electron';
  /** Paths of the PDFs a person chose; none when the dialog was cancelled. */
  chooseFiles(): Promise<string[]>;
  chooseFolder(): Promise<string[]>;
  /** Where a dropped file lies on disk; empty for one that does not. */
  pathForFile(file: File): string;
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
  onCommand(listener) {
    listeners.add(listener);
    for (const command of waiting.splice(0)) listener(command);
    return () => void listeners.delete(listener);
  },
} satisfies ElectronBridge);
