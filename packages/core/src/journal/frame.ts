import { crc32 } from 'node:zlib';

/** First bytes of every journal file; the digit is the version of the framing. */
export const HEADER_MAGIC = 'MIRUJNL1';

const FRAME_HEADER_BYTES = 8;

/** `[length u32 LE][CRC-32 of payload u32 LE][payload]`. An empty payload is not a frame: zeros are not valid. */
export function encodeFrame(payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(FRAME_HEADER_BYTES + payload.length);
  frame.writeUInt32LE(payload.length, 0);
  frame.writeUInt32LE(crc32(payload), 4);
  frame.set(payload, FRAME_HEADER_BYTES);
  return frame;
}

/** Reads frames from `start` up to the first that is not whole; `end` is where that one begins. */
export function readFrames(bytes: Buffer, start: number): { frames: Uint8Array[]; end: number } {
  const frames: Uint8Array[] = [];
  let end = start;
  for (;;) {
    const frame = readFrame(bytes, end);
    if (!frame) return { frames, end };
    frames.push(frame);
    end += FRAME_HEADER_BYTES + frame.length;
  }
}

/** The journal's id and the header's length in bytes, or undefined when this is no journal file. */
export function parseHeader(bytes: Buffer): { journalId: string; length: number } | undefined {
  if (bytes.toString('latin1', 0, HEADER_MAGIC.length) !== HEADER_MAGIC) return undefined;
  const frame = readFrame(bytes, HEADER_MAGIC.length);
  if (!frame) return undefined;
  const { journalId } = JSON.parse(Buffer.from(frame).toString('utf8')) as { journalId?: unknown };
  if (typeof journalId !== 'string') return undefined;
  return { journalId, length: HEADER_MAGIC.length + FRAME_HEADER_BYTES + frame.length };
}

function readFrame(bytes: Buffer, at: number): Uint8Array | undefined {
  if (at + FRAME_HEADER_BYTES > bytes.length) return undefined;
  const length = bytes.readUInt32LE(at);
  const end = at + FRAME_HEADER_BYTES + length;
  if (length === 0 || end > bytes.length) return undefined;
  const payload = bytes.subarray(at + FRAME_HEADER_BYTES, end);
  return crc32(payload) === bytes.readUInt32LE(at + 4) ? payload : undefined;
}
