/**
 * The original keeps a piece's status history as lines of its notes, `[STATUS_CHANGE:<ISO>:<old>:<new>]`, which its
 * client shows as a block of its own. Here the history is a field of the piece; its clients still read and send lines.
 */
import type { z } from 'zod';
import { statusChangeSchema } from './piece.ts';

type StatusChange = z.infer<typeof statusChangeSchema>;

const LINE = /^\[STATUS_CHANGE:(\d{4}-\d\d-\d\dT[\d:.]+Z):(\w+):(\w+)\]$/;

/** The notes with a line for each change of status that is not the first. */
export function notesWithStatusLines(notes: string, history: readonly StatusChange[]): string {
  const lines = history.flatMap(({ at, from, to }) => (from ? [`[STATUS_CHANGE:${at}:${from}:${to}]`] : []));
  return [...(notes === '' ? [] : [notes]), ...lines].join('\n');
}

/** The notes without their lines, and the history with what the lines tell beside it, in the order of its times. */
export function withoutStatusLines(
  text: string,
  history: readonly StatusChange[],
): { notes: string; statusHistory: StatusChange[] } {
  const changes = [...history];
  const rest: string[] = [];
  for (const line of text.split('\n')) {
    const [, at, from, to] = LINE.exec(line.trim()) ?? [];
    const parsed = statusChangeSchema.safeParse({ at, from, to });
    if (!parsed.success) rest.push(line);
    else if (!changes.some((known) => known.at === at && known.to === to)) changes.push(parsed.data);
  }
  if (rest.length === text.split('\n').length) return { notes: text, statusHistory: changes };
  const byTime = changes.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return { notes: rest.join('\n').trimEnd(), statusHistory: byTime };
}
