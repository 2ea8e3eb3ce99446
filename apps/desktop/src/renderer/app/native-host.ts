/** What the desktop window offers beyond a browser. Absent in browser mode. */

export type TimerCommand = 'toggle-timer' | 'split-timer' | 'stop-timer';

/** What the menu, the tray, the global key and a second start of the app ask for. */
export type NativeCommand =
  | { readonly type: 'import-files' | 'import-folder' | TimerCommand }
  | { readonly type: 'import-paths'; readonly paths: readonly string[] };

/** What the tray shows of the timer. `title` stands beside the icon on a Mac. */
export interface TimerTray {
  /** PNG, as a data URL. */
  readonly icon: string;
  readonly text: string;
  readonly title: string;
  readonly items: readonly { readonly label: string; readonly type: TimerCommand }[];
}

export interface NativeHost {
  readonly kind: 'electron';
  /** Paths chosen in the system's own dialog; empty when it was closed. */
  chooseFiles(): Promise<string[]>;
  chooseFolder(): Promise<string[]>;
  /** Path of a dropped file or folder. */
  pathForFile(file: File): string;
  /** Null when there is no timer. */
  showTimer(tray: TimerTray | null): Promise<void>;
  /** Null for none. False when another program has it. */
  setShortcut(accelerator: string | null): Promise<boolean>;
  /** Commands that came before the first listener are given to it. Returns how to stop listening. */
  onCommand(listener: (command: NativeCommand) => void): () => void;
}

export function nativeHost(): NativeHost | undefined {
  const host = (window as { mirubato?: Partial<NativeHost> }).mirubato;
  return host?.kind === 'electron' ? (host as NativeHost) : undefined;
}
