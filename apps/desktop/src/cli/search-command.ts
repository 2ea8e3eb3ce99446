import { readProblem } from '@mirubato/core/client';
import type { GlobalOptions } from './program.ts';
import { print, reportProblem, withClient } from './report.ts';

/** More than a person reads in a terminal. */
const LIMIT = '50';

export function searchCommand(options: GlobalOptions, text: string): Promise<number> {
  return withClient(options, async (client) => {
    const response = await client.api.search.$get({ query: { q: text, limit: LIMIT } });
    if (!response.ok) return reportProblem(options, await readProblem(response as never));
    const { scores, pieces, entries } = await response.json();
    for (const score of scores) {
      const place = score.match ? `  (page ${score.match.page}: ${score.match.snippet})` : '';
      print(options, { kind: 'score', ...score }, `score\t${titled(score)}${place}`);
    }
    for (const piece of pieces) print(options, { kind: 'piece', ...piece }, `piece\t${titled(piece)}`);
    for (const entry of entries) {
      const titles = entry.pieces.map(titled).join('; ');
      print(
        options,
        { kind: 'entry', ...entry },
        `entry\t${entry.localDate}\t${entry.duration} min\t${titles}`,
      );
    }
    if (!options.json && scores.length + pieces.length + entries.length === 0)
      process.stderr.write('Nothing found.\n');
    return 0;
  });
}

function titled({ title, composer }: { title: string; composer?: string | null | undefined }): string {
  return composer ? `${title} — ${composer}` : title;
}
