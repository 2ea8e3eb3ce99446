/** What the desktop window offers beyond a browser: paths instead of bytes. Absent in browser mode. */

export interface NativeHost {
  readonly kind: 'electron';
  /** Paths chosen in the system's own dialog; empty when it was closed. */
  chooseFiles(): Promise<string[]>;
  chooseFolder(): Promise<string[]>;
  /** Path of a dropped file or folder. */
  pathForFile(file: File): string;
}

export function nativeHost(): NativeHost | undefined {
  const host = (window as { mirubato?: Partial<NativeHost> }).mirubato;
  return host?.kind === 'electron' ? (host as NativeHost) : undefined;
}
