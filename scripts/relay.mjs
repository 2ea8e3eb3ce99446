/** `npm run relay`: the relay for trying out; `npx mirubato-relay` is the one that asks for a secret. */
import { runScript } from './run-script.mjs';

await runScript('apps/relay/src/main.ts', { NODE_ENV: process.env.NODE_ENV ?? 'development' }, [
  // Node would let garbage of many idle sockets lie in 48 MB before it looks.
  '--max-semi-space-size=4',
]);
