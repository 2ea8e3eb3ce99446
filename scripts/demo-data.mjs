/** `npm run demo-data -- <data directory>`: ten years of a musician to look at. */
import { runScript } from './run-script.mjs';

await runScript('bench/demo-data.ts');
