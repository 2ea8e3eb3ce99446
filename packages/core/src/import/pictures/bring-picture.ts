import { copyFile, stat } from 'node:fs/promises';
import { MAX_PICTURE_BYTES } from '@mirubato/domain/import';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { writeProblem } from '../../journal/journal-file.ts';

/** Copies a file, which is only read. Problems: `file-not-found`, `file-unreadable`, `file-too-large`, `disk-full`. */
export async function bringPicture(path: string, target: string): Promise<Result<void>> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) return fail('file-unreadable', 'This is not a file.');
    if (stats.size > MAX_PICTURE_BYTES) {
      const megabytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024);
      const most = `${megabytes(MAX_PICTURE_BYTES)} MB is the most`;
      return fail('file-too-large', `The file has ${megabytes(stats.size)} MB; ${most}.`);
    }
    await copyFile(path, target);
    return ok(undefined);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return fail('file-not-found', 'The file is not there.');
    if (code === 'ENOSPC' || code === 'EDQUOT')
      return writeProblem(cause, 'The picture could not be copied.');
    return fail('file-unreadable', `The file cannot be read: ${message}`, { cause });
  }
}
