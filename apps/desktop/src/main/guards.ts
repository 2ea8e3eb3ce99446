/** What pages may do: stay at home, ask for three permissions and for the system's file dialogs. */
import type { IpcMainInvokeEvent, OpenDialogOptions, Session, Shell, WebContents } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';
import type { ElectronMain } from './shell.ts';

const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set([
  'fullscreen',
  'clipboard-sanitized-write',
  'notifications',
]);

export const isOurPage = (url = '') => url.startsWith(`${APP_ORIGIN}/`);

/** Links of the web open in the person's own browser: https alone, never another program's scheme. */
export function guardContents(contents: WebContents, shell: Pick<Shell, 'openExternal'>): void {
  const openOutside = (url: string) => {
    if (URL.parse(url)?.protocol === 'https:') void shell.openExternal(url);
  };
  contents.on('will-navigate', (event) => {
    if (isOurPage(event.url)) return;
    event.preventDefault();
    openOutside(event.url);
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
}

export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const isAllowed = ALLOWED_PERMISSIONS.has(permission) || isMicrophone(permission, media);
    answer(isAllowed && isOurPage(contents.getURL()));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, _origin, { mediaType }) =>
      ALLOWED_PERMISSIONS.has(permission) || isMicrophone(permission, mediaType ? [mediaType] : []),
  );
}

/** The tuner listens; a camera is never asked for. */
function isMicrophone(permission: string, media: readonly string[]): boolean {
  return permission === 'media' && media.length > 0 && media.every((type) => type === 'audio');
}

/** A cancelled dialog gives no paths. */
export function answerDialogs({ dialog, ipcMain }: Pick<ElectronMain, 'dialog' | 'ipcMain'>): void {
  const pictures = ['png', 'jpg', 'jpeg', 'jfif', 'webp', 'tif', 'tiff', 'heic', 'heif'];
  const notation = ['musicxml', 'mxl', 'xml', 'abc', 'mid', 'midi'];
  const filters = [
    {
      name: 'PDF, MusicXML, ABC, MIDI, PNG, JPEG, HEIC, WebP, TIFF',
      extensions: ['pdf', ...notation, ...pictures],
    },
  ];
  ipcMain.handle('choose-files', (event) =>
    choose(event, { properties: ['openFile', 'multiSelections'], filters }),
  );
  ipcMain.handle('choose-folder', (event) => choose(event, { properties: ['openDirectory'] }));

  async function choose({ senderFrame }: IpcMainInvokeEvent, options: OpenDialogOptions): Promise<string[]> {
    if (!isOurPage(senderFrame?.url)) throw new Error('Only the app itself may ask for a dialog.');
    return (await dialog.showOpenDialog(options)).filePaths;
  }
}
