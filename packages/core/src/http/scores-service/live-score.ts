import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { Features } from '../../features.ts';
import type { ScoreItem } from '../../scores/scores.ts';

/** What the original knows as there: a score outside the trash. @param words the original's, of this route */
export async function liveScore(
  { scores }: Pick<Features, 'scores'>,
  id: string,
  words = 'Score not found',
): Promise<Result<ScoreItem>> {
  const found = await scores.score(id);
  return found.ok && found.value.deletedAt === null ? ok(found.value) : fail('not-found', words);
}
