import type { EntryInput } from '@mirubato/domain/logbook';
import {
  elapsedMs,
  type Share,
  sharesOf,
  type Timer,
  timerMinutes,
  walkCourse,
} from '@mirubato/domain/timer';

/** What the entry form comes up with. */
export type Draft = EntryInput & { elapsedMs: number };

const MAX_PIECES = 10;
const MAX_TECHNIQUES = 20;

/** The entry that a paused timer makes, each piece with its own minutes when there were several subjects. */
export function draftOf(timer: Timer, instrument: string | null): Draft {
  const endMs = Date.parse(timer.spans.at(-1)?.end ?? timer.spans[0]?.start ?? '');
  const practised = walkCourse(timer, endMs).stretches.filter(({ isPractice }) => isPractice);
  const firstMs = practised[0]?.startMs ?? Date.parse(timer.spans[0]?.start ?? '');
  const shares = sharesOf(timer, endMs);
  const byLength = [...shares].sort((a, b) => b.ms - a.ms);
  const named = byLength.filter(({ subject }) => subject.title);
  const kept = new Set(named.slice(0, MAX_PIECES));
  const techniques = practised.flatMap(({ phase }) => phase?.segment?.techniques ?? []);
  return {
    timestamp: new Date(firstMs).toISOString(),
    zone: timer.zone,
    duration: timerMinutes(timer, endMs),
    type: 'practice',
    instrument,
    pieces: shares.filter((share) => kept.has(share)).map((share) => pieceOf(share, shares.length > 1)),
    techniques: [...new Set(techniques)].slice(0, MAX_TECHNIQUES),
    goalIds: [],
    notes: named.slice(MAX_PIECES).map(lineOf).join('\n'),
    mood: null,
    tags: [],
    scoreId: (byLength.find(({ subject }) => subject.scoreId)?.subject.scoreId ?? null) as never,
    source: 'timer',
    elapsedMs: elapsedMs(timer, endMs),
  };
}

/** One piece alone has the entry's minutes, also when a person changes them in the form. */
function pieceOf({ subject, minutes }: Share, isOneOfSeveral: boolean): EntryInput['pieces'][number] {
  return {
    pieceId: subject.pieceId as never,
    title: subject.title ?? '',
    composer: subject.composer ?? null,
    ...(isOneOfSeveral ? { duration: minutes } : {}),
  };
}

function lineOf({ subject, minutes }: Share): string {
  return `${[subject.title, subject.composer].filter(Boolean).join(', ')}: ${minutes} min`;
}
