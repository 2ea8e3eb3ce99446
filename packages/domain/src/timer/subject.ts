import { z } from 'zod';

/** What is being practised; all of it may be unknown. */
export const timerSubjectSchema = z.object({
  pieceId: z.string().max(200).nullish(),
  scoreId: z.string().max(200).nullish(),
  title: z.string().trim().max(200).nullish(),
  composer: z.string().trim().max(200).nullish(),
});

export type TimerSubject = z.infer<typeof timerSubjectSchema>;

/** By the piece where both name one, else by an equal score or an equal name: a plan knows no pieces, only names. */
export function isSameSubject(a: TimerSubject, b: TimerSubject): boolean {
  if (a.pieceId != null && b.pieceId != null) return a.pieceId === b.pieceId;
  if (a.scoreId != null && a.scoreId === b.scoreId) return true;
  return (a.title ?? '') === (b.title ?? '') && (a.composer ?? '') === (b.composer ?? '');
}

/** What either knows of the one subject; the first wins. */
export function mergeSubjects(a: TimerSubject, b: TimerSubject): TimerSubject {
  return {
    pieceId: a.pieceId ?? b.pieceId,
    scoreId: a.scoreId ?? b.scoreId,
    title: a.title ?? b.title,
    composer: a.composer ?? b.composer,
  };
}
