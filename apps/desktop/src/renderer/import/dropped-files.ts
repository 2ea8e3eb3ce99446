/**
 * The files of a drop in a browser: those dropped themselves, and every PDF beneath a dropped folder with what says
 * more of it beside it.
 */
import { isNotationFile, withoutNotationEnding } from '@mirubato/domain/import';

/**
 * To be called while the drop event is handled: afterwards the browser forgets what was dropped. Reading the
 * folders goes on after that. A file dropped by itself comes along whatever its name, to be told why not;
 * hidden files and folders are passed over.
 */
export function filesOfDrop({ items, files }: Pick<DataTransfer, 'items' | 'files'>): Promise<File[]> {
  const entries = [...items].filter(({ kind }) => kind === 'file').map((item) => item.webkitGetAsEntry());
  if (entries.length === 0 || entries.every((entry) => entry === null)) return Promise.resolve([...files]);
  return filesOf(entries.filter((entry) => entry !== null));
}

async function filesOf(dropped: readonly FileSystemEntry[]): Promise<File[]> {
  const found: File[] = [];
  for (const entry of dropped) {
    if (isFile(entry)) found.push(await readFile(entry));
    else for await (const file of pdfsBeneath(entry as FileSystemDirectoryEntry)) found.push(file);
  }
  return found;
}

async function* pdfsBeneath(folder: FileSystemDirectoryEntry): AsyncGenerator<File> {
  const entries = await readEntries(folder);
  entries.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  const names = new Set(entries.map(({ name }) => name));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    if (!isFile(entry)) yield* pdfsBeneath(entry as FileSystemDirectoryEntry);
    else if (isPdfName(entry.name) || isBesidePdf(entry.name, names)) yield await readFile(entry);
  }
}

/** "Etude.musicxml" where there is "Etude.pdf". */
export function isBesidePdf(name: string, names: ReadonlySet<string>): boolean {
  if (!isNotationFile(name)) return false;
  const base = withoutNotationEnding(name);
  return names.has(`${base}.pdf`) || names.has(`${base}.PDF`);
}

export function isPdfName(name: string): boolean {
  return /\.pdf$/i.test(name);
}

/** A reader gives at most a hundred entries at a time; an empty answer is the end. */
async function readEntries(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function readFile(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
