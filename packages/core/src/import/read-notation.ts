/** Reads what a file of notation says of its score: MusicXML, as it is or in a zip, ABC, MIDI. The file is only read. */
import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseAbc, parseMidi, parseMusicXml } from '@mirubato/domain/notation-files';
import { type People, withOwnComposers } from '@mirubato/domain/people';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { ScoreReadings } from '@mirubato/domain/scores';
import { BlobReader, type Entry, ZipReader } from '@zip.js/zip.js';
import type { CoreContext } from '../context.ts';
import { decodeText } from '../exchange/decode-text.ts';
import { namedComposers } from '../scores/named-composers.ts';

/** An orchestral score has some 40 MB; a zip that unpacks to more is none of music. */
export const MAX_NOTATION_BYTES = 64 * 1024 * 1024;

/** An opera has one, a book of a thousand tunes less; such files are read whole, in the core's own thread. */
const MAX_WHOLE_BYTES = 4 * 1024 * 1024;

/** Where a zip of MusicXML names its score, and the element that does. */
const CONTAINER = 'META-INF/container.xml';
const rootFile = /<rootfile\b[^>]*\bfull-path\s*=\s*["']([^"']+)["']/i;

/**
 * @param fileName says what it is; `path` may be one of ours
 * Problems: `file-not-found`, `file-unreadable`, `file-too-large`, `notation-damaged`.
 */
export async function readNotation(
  context: CoreContext,
  path: string,
  fileName: string,
): Promise<Result<ScoreReadings>> {
  const isWhole = /\.(?:abc|midi?)$/i.test(fileName);
  const bytes = await bytesOf(path, isWhole ? MAX_WHOLE_BYTES : MAX_NOTATION_BYTES);
  if (!bytes.ok) return bytes;
  const own = await namedComposers(context.store.db);
  const people: People = withOwnComposers(await context.people(), own);
  if (/\.midi?$/i.test(fileName)) return parseMidi(bytes.value, decodeText, people);
  const text = decodeText(bytes.value);
  return isWhole ? parseAbc(text, people) : parseMusicXml(text, people);
}

async function bytesOf(path: string, maxBytes: number): Promise<Result<Uint8Array>> {
  try {
    const file = await openAsBlob(path);
    if (file.size > maxBytes) return tooLarge(maxBytes);
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
    if (cause instanceof RangeError) return tooLarge(MAX_NOTATION_BYTES);
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

function tooLarge(maxBytes: number): Result<never> {
  const megabytes = maxBytes / 1024 / 1024;
  return fail('file-too-large', `Such a file of notation may have ${megabytes} MB at the most, unpacked.`);
}
