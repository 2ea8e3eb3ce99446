/** What one user may ask of the relay; each limit is told by a close code of its own. */

/** A frame larger than this is refused by the socket itself, with code 1009. */
export const MAX_FRAME_BYTES = 1024 * 1024;
export const MAX_SOCKETS_PER_USER = 10;
export const MAX_DOCUMENTS_PER_USER = 10_000;
export const MAX_BYTES_PER_USER = 512 * 1024 * 1024;
/** A peer that has not answered by the next heartbeat is dead. */
export const HEARTBEAT_MS = 30_000;
/** Without any frame; y-websocket sends its awareness twice a minute. */
export const IDLE_MS = 5 * 60_000;
/** Frames in a window, far above what a person or a y-websocket client with a full queue sends. */
export const MAX_FRAMES_PER_WINDOW = 3000;
export const FRAME_WINDOW_MS = 10_000;
export const MAX_DOCUMENT_NAME = 200;

/** Close codes of RFC 6455's private range, named after the HTTP status that they come nearest to. */
export const closeCodes = {
  /** RFC 6455: the relay is going away and comes back. */
  restarting: 1012,
  /** RFC 6455: the relay could not do what it should. */
  internal: 1011,
  'stale-connection': 1000,
  'malformed-frame': 4400,
  'token-expired': 4401,
  'too-many-bytes': 4413,
  'too-many-frames': 4429,
  'too-many-documents': 4430,
  'too-many-devices': 4431,
} as const;

export type CloseReason = keyof typeof closeCodes;
