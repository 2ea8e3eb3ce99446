/** What the operating system tells of a watched folder. It may miss things: a look at the folder does not. */
import { type FSWatcher, watch } from 'node:fs';
import { basename } from 'node:path';
import { isPdf } from './look-into-folder.ts';

export interface FolderEvents {
  /** From now on tells of these folders and no others. */
  follow(folders: ReadonlyMap<string, string>): void;
  close(): void;
}

/** Node's recursive watching of Linux reads the whole tree at once, blocking, and watches every single file. */
const isRecursive = process.platform === 'darwin' || process.platform === 'win32';

/** Calls `onChange` when a PDF or a folder may have come, changed or gone. */
export function createFolderEvents(root: string, onChange: () => void): FolderEvents {
  const watchers = new Map<string, { watcher: FSWatcher; identity: string }>();

  return {
    follow(folders) {
      for (const [path, { identity }] of watchers) if (folders.get(path) !== identity) unfollow(path);
      for (const [path, identity] of folders) {
        if (!watchers.has(path) && (!isRecursive || path === root)) followOne(path, identity);
      }
    },
    close() {
      for (const path of [...watchers.keys()]) unfollow(path);
    },
  };

  function followOne(path: string, identity: string): void {
    try {
      const watcher = watch(path, { persistent: false, recursive: isRecursive }, (_event, name) => {
        if (name === null || concerns(basename(name))) onChange();
      });
      watcher.on('error', () => unfollow(path));
      watchers.set(path, { watcher, identity });
    } catch {
      // The system lets nobody watch so many folders, or this one went away.
    }
  }

  function unfollow(path: string): void {
    watchers.get(path)?.watcher.close();
    watchers.delete(path);
  }
}

/** A folder may be called `Op. 27`: only what looks like the ending of another kind of file is passed over. */
function concerns(name: string): boolean {
  if (name.startsWith('.')) return false;
  return isPdf(name) || !/\.[a-z]\w{0,4}$/i.test(name);
}
