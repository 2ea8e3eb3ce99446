/** Reads what a file of notation says of its score: MusicXML, as it is or in a zip. The file is only read. */
import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseMusicXml } from '@mirubato/domain/musicxml';
import { type People, withOwnComposers } from '@mirubato/domain/people';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { ScoreReadings } from '@mirubato/domain/scores';
import { BlobReader, type Entry, ZipReader } from '@zip.js/zip.js';
import type { CoreContext } from '../context.ts';
import { decodeText } from '../exchange/decode-text.ts';
import { namedComposers } from '../scores/named-composers.ts';

/** An orchestral score has some 40 MB; a zip that unpacks to more is none of music. */
export const MAX_NOTATION_BYTES = 64 * 1024 * 1024;

/** Where a zip of MusicXML names its score, and the element that does. */
const CONTAINER = 'META-INF/container.xml';
const rootFile = /<rootfile\b[^>]*\bfull-path\s*=\s*["']([^"']+)["']/i;

/** Problems: `file-not-found`, `file-unreadable`, `file-too-large`, `notation-damaged`. */
export async function readNotation(context: CoreContext, path: string): Promise<Result<ScoreReadings>> {
  const bytes = await bytesOf(path);
  if (!bytes.ok) return bytes;
  const own = await namedComposers(context.store.db);
  const people: People = withOwnComposers(await context.people(), own);
  return parseMusicXml(decodeText(bytes.value), people);
}

async function bytesOf(path: string): Promise<Result<Uint8Array>> {
  try {
    const file = await openAsBlob(path);
    if (file.size > MAX_NOTATION_BYTES) return tooLarge();
    const isZip = (await file.slice(0, 2).text()) === 'PK';
    return isZip ? await unpackedScore(file) : ok(await readFile(path));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      return fail('file-not-found', 'The file is not there any more.', { cause });
    return fail('file-unreadable', `The file cannot be read: ${(cause as Error).message}`, { cause });
  }
}

async function unpackedScore(file: Blob): Promise<Result<Uint8Array>> {
  const zip = new ZipReader(new BlobReader(file));
  try {
    const entryByName = new Map((await zip.getEntries()).map((entry) => [entry.filename, entry]));
    const container = await unpacked(entryByName.get(CONTAINER));
    const name = rootFile.exec(decodeText(container))?.[1] ?? '';
    return ok(await unpacked(entryByName.get(name)));
  } catch (cause) {
    if (cause instanceof RangeError) return tooLarge();
    return fail('notation-damaged', 'The file is no whole zip with MusicXML in it.', { cause });
  } finally {
    await zip.close();
  }
}

/** @throws RangeError beyond the limit, whatever the zip says of the length */
async function unpacked(entry: Entry | undefined): Promise<Uint8Array> {
  if (!entry || entry.directory) throw new Error('the zip has no such file');
  if (entry.uncompressedSize > MAX_NOTATION_BYTES) throw new RangeError('too large');
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  await entry.getData(
    new WritableStream<Uint8Array>({
      write(chunk) {
        sizeBytes += chunk.length;
        if (sizeBytes > MAX_NOTATION_BYTES) throw new RangeError('too large');
        chunks.push(chunk);
      },
    }),
  );
  return Buffer.concat(chunks);
}

function tooLarge(): Result<never> {
  const megabytes = MAX_NOTATION_BYTES / 1024 / 1024;
  return fail('file-too-large', `A file of notation may have ${megabytes} MB at the most, unpacked.`);
}
