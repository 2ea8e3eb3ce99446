/** `npm run relay`: the relay for trying out; `npx mirubato-relay` is the one that asks for a secret. */
import { runScript } from './run-script.mjs';

await runScript('apps/relay/src/main.ts', { NODE_ENV: process.env.NODE_ENV ?? 'development' }, [
  // Node's own choice holds five times the memory for each idle socket; a smaller one stops the relay more often.
  '--max-semi-space-size=32',
]);
