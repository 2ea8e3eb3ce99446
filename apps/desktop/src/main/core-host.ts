/** Runs the core in a utility process, asks it over a message port, and starts it again when it dies. */
import { once } from 'node:events';
import { createPortFetch } from '@mirubato/core/http/message-port';
import { type Problem, problemTable } from '@mirubato/domain/problem';
import type { FromCore, OpenOptions, ToCore } from '../core-process/core-process.ts';
import type { ElectronMain } from './shell.ts';

export interface CoreHost {
  /** Never rejects: while there is no core it answers 503. */
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/** A core that has died more often in one run has a reason that another start does not mend. */
const MAX_RESTARTS = 3;

/** Jobs stop and files are synced within a second; a disk that stands still must not hold the quit for ever. */
const CLOSE_TIMEOUT_MS = 10_000;

/** `onProblem`: the core cannot be opened, or dies again and again. */
export function startCoreHost(
  { utilityProcess, MessageChannelMain }: Pick<ElectronMain, 'utilityProcess' | 'MessageChannelMain'>,
  modulePath: string,
  options: OpenOptions,
  onProblem: (problem: Pick<Problem, 'code' | 'detail'>) => void,
): CoreHost {
  let restarts = 0;
  let isClosing = false;
  let isGivenUp = false;
  let { child, ask } = start();

  return {
    fetch: (request) => ask(request).catch(answerUnavailable),
    async close() {
      isClosing = true;
      if (isGivenUp) return;
      const ended = once(child, 'exit');
      child.postMessage({ type: 'close' } satisfies ToCore);
      const timer = setTimeout(() => child.kill(), CLOSE_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
    },
  };

  function start() {
    const child = utilityProcess.fork(modulePath, [], { serviceName: 'Mirubato core' });
    const { port1, port2 } = new MessageChannelMain();
    child.on('message', ({ problem }: FromCore) => onProblem(problem));
    child.once('exit', restart);
    child.postMessage({ type: 'open', options } satisfies ToCore, [port2]);
    return { child, ask: createPortFetch(port1) };
  }

  function restart(exitCode: number): void {
    if (isClosing) return;
    isGivenUp = restarts++ === MAX_RESTARTS;
    if (!isGivenUp) ({ child, ask } = start());
    else onProblem({ code: 'internal', detail: `The core process keeps ending (exit code ${exitCode}).` });
  }
}

function answerUnavailable(): Response {
  const problem = {
    ...problemTable['shutting-down'],
    code: 'shutting-down',
    detail: 'The core is not running.',
  };
  const headers = { 'Content-Type': 'application/problem+json' };
  return Response.json({ type: 'about:blank', ...problem }, { status: problem.status, headers });
}
