/** Message ports with Electron's events, and their way into another process and back over Node's own channel. */
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

/** Over the channel between two Node processes: to the process itself, or to a port that was sent there. */
export type Envelope =
  | { readonly to: 'process'; readonly message: unknown; readonly portIds: readonly number[] }
  | { readonly to: number; readonly message: unknown };

/** Node's port, its messages wrapped in an event as Electron gives them. */
export class MainPort {
  readonly inner: MessagePort;

  constructor(inner: MessagePort) {
    this.inner = inner;
  }
  postMessage(message: unknown): void {
    this.inner.postMessage(message);
  }
  on(event: 'message' | 'close', listener: (event?: { data: unknown; ports: MainPort[] }) => void): this {
    this.inner.on(event, (data: unknown) => listener({ data, ports: [] }));
    return this;
  }
  start(): void {
    this.inner.start();
  }
  close(): void {
    this.inner.close();
  }
}

export class MessageChannelMain {
  readonly port1: MainPort;
  readonly port2: MainPort;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MainPort(port1);
    this.port2 = new MainPort(port2);
  }
}

/** Electron's `utilityProcess`: a Node process that has `process.parentPort`. */
export class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;
  readonly #portById = new Map<number, MessagePort>();

  static fork(modulePath: string, args: string[] = []): UtilityProcess {
    return new UtilityProcess(modulePath, args);
  }

  constructor(modulePath: string, args: string[]) {
    super();
    const execArgv = ['--import', new URL('./parent-port.ts', import.meta.url).href];
    this.#child = fork(modulePath, args, { execArgv, serialization: 'advanced' });
    this.#child.on('message', ({ to, message }: Envelope) => {
      if (to === 'process') this.emit('message', message);
      else this.#portById.get(to)?.postMessage(message);
    });
    this.#child.on('exit', (code) => {
      for (const port of this.#portById.values()) port.close();
      this.emit('exit', code ?? 1);
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  postMessage(message: unknown, ports: MainPort[] = []): void {
    const portIds = ports.map(({ inner }) => {
      const id = this.#portById.size;
      this.#portById.set(id, inner);
      inner.on('message', (data) => this.#send({ to: id, message: data }));
      return id;
    });
    this.#send({ to: 'process', message, portIds });
  }

  kill(): boolean {
    return this.#child.kill();
  }

  #send(envelope: Envelope): void {
    if (this.#child.connected) this.#child.send(envelope);
  }
}
