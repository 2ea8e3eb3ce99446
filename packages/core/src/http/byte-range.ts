import { fail, ok, type Result } from '@mirubato/domain/problem';

/**
 * The one range of a Range header (RFC 9110 §14), ends included; undefined when the whole is meant. Several
 * ranges and unknown units are answered with the whole, as the RFC allows.
 */
export function parseRange(
  header: string | undefined,
  sizeBytes: number,
): Result<{ start: number; end: number } | undefined> {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return ok(undefined);
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (start > end || start >= sizeBytes) {
    return fail('range-not-satisfiable', `The file has ${sizeBytes} bytes.`);
  }
  return ok({ start, end });
}
