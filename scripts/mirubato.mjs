/** `npm run -s mirubato -- …`: the command line. */
import { runScript } from './run-script.mjs';

await runScript('apps/desktop/src/cli/main.ts');
