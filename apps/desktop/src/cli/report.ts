import { type Problem, problemTable } from '@mirubato/domain/problem';
import type { Connected } from './connect.ts';
import { connect } from './connect.ts';
import type { GlobalOptions } from './program.ts';

const EXIT_PROBLEM = 1;
const EXIT_LOCKED = 3;

/** Runs `work` against the data directory, whoever serves it, and always lets go of it. */
export async function withClient(
  options: GlobalOptions,
  work: (client: Connected['client']) => Promise<number>,
): Promise<number> {
  const connected = await connect(options.dataDir);
  if (!connected.ok) return reportProblem(options, connected.problem);
  try {
    return await work(connected.value.client);
  } finally {
    await connected.value.close();
  }
}

/** Says what went wrong on standard error, and gives the exit code for it. */
export function reportProblem({ json }: GlobalOptions, { code, detail, cause }: Problem): number {
  const reason = cause instanceof Error && code === 'internal' ? ` (${cause.message})` : '';
  process.stderr.write(
    json
      ? `${JSON.stringify({ problem: { code, detail: detail + reason } })}\n`
      : `mirubato: ${problemTable[code].title}. ${detail}${reason}\n`,
  );
  return code === 'data-directory-locked' ? EXIT_LOCKED : EXIT_PROBLEM;
}

/** One line on standard output: JSON, or what a person reads. */
export function print({ json }: GlobalOptions, value: unknown, words: string): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${words}\n`);
}
