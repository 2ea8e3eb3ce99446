import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { ByteRange } from './blob-storage.ts';

/**
 * The one range of a Range header (RFC 9110 §14.2); undefined when the whole is meant, which is the answer to
 * several ranges and to a header that is not valid. Problem `range-not-satisfiable`.
 */
export function parseRange(header: string | undefined, sizeBytes: number): Result<ByteRange | undefined> {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return ok(undefined);
  if (first !== '' && last !== '' && Number(first) > Number(last)) return ok(undefined);
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (start >= sizeBytes) return fail('range-not-satisfiable', `The file has ${sizeBytes} bytes.`);
  return ok({ start, end });
}

export interface ContentRange {
  /** Undefined asks how far the upload is. */
  readonly range: ByteRange | undefined;
  readonly totalBytes: number;
}

/** `bytes first-last/total`, or with `*` in place of the range. Problem `invalid-input`. */
export function parseContentRange(header: string): Result<ContentRange> {
  const match = /^bytes (?:(\d{1,12})-(\d{1,12})|\*)\/(\d{1,12})$/.exec(header.trim());
  const totalBytes = Number(match?.[3]);
  const range = match?.[1] === undefined ? undefined : { start: Number(match[1]), end: Number(match[2]) };
  if (!match || totalBytes === 0 || (range && (range.start > range.end || range.end >= totalBytes))) {
    return fail('invalid-input', 'Invalid Content-Range', {
      fields: { 'content-range': 'must be "bytes first-last/total" or "bytes */total"' },
    });
  }
  return ok({ range, totalBytes });
}
