import { MAX_PICTURE_PIXELS } from '@mirubato/domain/import';
import { fail, ok, type Result } from '@mirubato/domain/problem';

/** Of a canvas, which has no more than 32,767 either way. */
const MAX_SIDE_PX = 30_000;

/** To be asked before a picture is unpacked. Problem `picture-too-large`. */
export function checkSize(width: number, height: number): Result<void> {
  const isTooLarge = width * height > MAX_PICTURE_PIXELS || Math.max(width, height) > MAX_SIDE_PX;
  if (!isTooLarge) return ok(undefined);
  const most = `${MAX_PICTURE_PIXELS / 1e6} million pixels and ${MAX_SIDE_PX} a side are the most`;
  return fail('picture-too-large', `It has ${width} × ${height} pixels; ${most}.`);
}
