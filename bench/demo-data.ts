/** `npm run demo-data -- <data directory> [--seed <n>] [--until <YYYY-MM-DD>]`: a musician's ten years, made up. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { problemTable } from '@mirubato/domain/problem';
import { makeDemo } from './demo/make-demo.ts';
import { demoWorks } from './demo/works.ts';

const { values, positionals } = parsedArguments();
const [folder] = positionals;
const seed = Number(values.seed);
const lastDay = values.until ?? new Date().toLocaleDateString('sv');
if (!folder || !Number.isInteger(seed) || Number.isNaN(Date.parse(`${lastDay}T00:00:00Z`))) {
  process.stderr.write('usage: npm run demo-data -- <data directory> [--seed <n>] [--until <YYYY-MM-DD>]\n');
  process.exit(2);
}
const dataDir = resolve(process.env.INIT_CWD ?? process.cwd(), folder);
const made = await makeDemo({ dataDir, seed, lastDay, years: 10, scores: demoWorks.length });
if (made.ok) {
  const counts = Object.entries(made.value).map(([name, count]) => `${count} ${name}`);
  process.stdout.write(`Made in ${dataDir}, up to ${lastDay} (seed ${seed}): ${counts.join(', ')}.\n`);
  process.stdout.write(`Look at it: npm start -- --data-dir ${dataDir}\n`);
} else {
  process.stderr.write(`demo-data: ${problemTable[made.problem.code].title}. ${made.problem.detail}\n`);
  process.exitCode = 1;
}

/** No folder where an option is not known, as where none is given. */
function parsedArguments() {
  const options = { seed: { type: 'string', default: '1' }, until: { type: 'string' } } as const;
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch {
    return parseArgs({ args: [], allowPositionals: true, options });
  }
}
