/** Entry of Electron's main process. Nothing heavy runs here: it opens windows and passes requests on. */
import { fileURLToPath } from 'node:url';
import * as electron from 'electron';
import { startShell } from './shell.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
startShell(electron, process.argv, {
  renderer: at('../renderer'),
  preload: at('../preload/preload.cjs'),
  // Outside the archive: worker threads and native modules open files without Electron's view of archives.
  coreProcess: at('./core-process.js').replace(/\.asar(?=[\\/])/, '.asar.unpacked'),
});
