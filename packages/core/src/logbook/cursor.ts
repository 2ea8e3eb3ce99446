import type { Entry } from '@mirubato/domain/logbook';
import { z } from 'zod';

const cursorSchema = z.object({ date: z.iso.date(), startedAt: z.iso.datetime(), id: z.string() });

/** Where a page of entries ended, opaque to the client. */
export function encodeCursor(entry: Pick<Entry, 'localDate' | 'timestamp' | 'id'>): string {
  const place = { date: entry.localDate, startedAt: entry.timestamp, id: entry.id };
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

export function decodeCursor(cursor: string): z.infer<typeof cursorSchema> | undefined {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}
