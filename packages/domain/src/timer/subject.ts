import { z } from 'zod';

/** What is being practised; all of it may be unknown. */
export const timerSubjectSchema = z.object({
  pieceId: z.string().max(200).nullish(),
  scoreId: z.string().max(200).nullish(),
  title: z.string().trim().max(200).nullish(),
  composer: z.string().trim().max(200).nullish(),
});

export type TimerSubject = z.infer<typeof timerSubjectSchema>;

/** By the piece where one is known, else by the score, else by the name. */
export function isSameSubject(a: TimerSubject, b: TimerSubject): boolean {
  if (a.pieceId != null || b.pieceId != null) return a.pieceId === b.pieceId;
  if (a.scoreId != null || b.scoreId != null) return a.scoreId === b.scoreId;
  return (a.title ?? '') === (b.title ?? '') && (a.composer ?? '') === (b.composer ?? '');
}
