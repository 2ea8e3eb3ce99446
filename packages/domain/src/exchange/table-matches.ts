/** Which score a row of a table is about. */
import { inSpokenOrder } from '../people/people.ts';
import type { Score } from '../scores/score.ts';

/** What a row says of the score that it is about; empty texts say nothing. */
export interface NamedScore {
  readonly id: string;
  readonly fileName: string;
  readonly title: string;
  readonly composer: string;
}

export type MatchedBy = 'id' | 'fileName' | 'title';

/** One score, several that could be meant, or none. */
export interface ScoreMatch {
  readonly scores: readonly Score[];
  readonly by: MatchedBy | null;
}

/** Finds by id, else by file name, else by title and composer, without regard to accents and case. */
export function createScoreMatcher(scores: readonly Score[]): (named: NamedScore) => ScoreMatch {
  const byId = new Map(scores.map((score) => [score.id, score]));
  const byFileName = groupedBy(scores, ({ fileName }) => fileKey(fileName));
  const byTitle = groupedBy(scores, ({ title }) => foldText(title));
  return (named) => {
    const known = byId.get(named.id);
    if (known) return { scores: [known], by: 'id' };
    const files = byFileName.get(fileKey(named.fileName)) ?? [];
    if (files.length === 1) return { scores: files, by: 'fileName' };
    const titled = byComposer(byTitle.get(foldText(named.title)) ?? [], named.composer);
    if (files.length > 1) {
      // Several files of one name: title and composer may tell them apart.
      const meant = titled.filter((score) => files.includes(score));
      return { scores: meant.length === 1 ? meant : files, by: 'fileName' };
    }
    return { scores: titled, by: titled.length > 0 ? 'title' : null };
  };
}

/** "Path/Für Elise.PDF" and "fur elise" are one. */
export function fileKey(fileName: string): string {
  const name = fileName.split(/[\\/]/).at(-1) ?? '';
  return name
    .replace(/\.pdf$/i, '')
    .normalize('NFC')
    .toLowerCase()
    .trim();
}

/** Letters and digits alone, without accents. */
export function foldText(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

/** Those by the same composer; else those of the same family name, and those of whom no composer is known. */
function byComposer(titled: readonly Score[], composer: string): readonly Score[] {
  const name = foldName(composer);
  if (name === '') return titled;
  const same = titled.filter((score) => foldName(score.composer ?? '') === name);
  if (same.length > 0) return same;
  const family = name.split(' ').at(-1);
  return titled.filter(({ composer: other }) => {
    const known = foldName(other ?? '');
    return known === '' || known.split(' ').at(-1) === family;
  });
}

function foldName(name: string): string {
  return foldText(inSpokenOrder(name));
}

function groupedBy(scores: readonly Score[], keyOf: (score: Score) => string): Map<string, Score[]> {
  const groups = new Map<string, Score[]>();
  for (const score of scores) {
    const key = keyOf(score);
    if (key === '') continue;
    const group = groups.get(key);
    if (group) group.push(score);
    else groups.set(key, [score]);
  }
  return groups;
}
