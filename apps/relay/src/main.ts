#!/usr/bin/env -S node --max-semi-space-size=32
/** `mirubato-relay`: configured by its environment alone. Exit codes: 1 a problem, 2 wrong configuration. */
import pino from 'pino';
import { parseConfig } from './config.ts';
import { startRelay } from './relay.ts';

const logger = pino({ level: process.env.RELAY_LOG ?? 'info' });
const config = parseConfig(process.env);
if (!config.ok) {
  process.stderr.write(`mirubato-relay: ${config.problem.detail}\n`);
  process.exitCode = 2;
} else {
  const relay = await startRelay(config.value, { logger });
  if (!relay.ok) {
    process.stderr.write(`mirubato-relay: ${relay.problem.detail}\n`);
    process.exitCode = 1;
  } else {
    logger.info({ url: relay.value.url }, 'the relay listens');
    let isClosing = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (isClosing) return;
        isClosing = true;
        void relay.value.close();
      });
    }
  }
}
