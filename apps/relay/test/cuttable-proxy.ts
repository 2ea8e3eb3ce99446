/** Stands between a client and a server on TCP, to cut what runs through it. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CuttableProxy {
  /** The server's address, by way of this. */
  readonly url: string;
  /** `host:port` of the open connections, as the server sees them. */
  clientAddresses(): string[];
  /** Breaks what is open, and every new connection until it is restored. */
  cut(): void;
  /** Lets nothing through what is open, and ends nothing: a peer that is gone without a word. */
  freeze(): void;
  restore(): void;
  close(): Promise<void>;
}

export async function openCuttableProxy(serverUrl: string): Promise<CuttableProxy> {
  const target = new URL(serverUrl);
  const upstreams = new Set<Socket>();
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    upstreams.add(upstream);
    upstream.on('close', () => upstreams.delete(upstream));
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `${target.protocol}//127.0.0.1:${(server.address() as AddressInfo).port}`,
    clientAddresses: () => [...upstreams].map(({ localPort }) => `127.0.0.1:${localPort}`),
    cut,
    freeze() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    restore() {
      isCut = false;
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Whether something listens there; one line says so when not. */
export async function isReachable(name: string, url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), timeout: 2000 });
  const failure = await new Promise<string | undefined>((resolve) => {
    socket.on('connect', () => resolve(undefined));
    socket.on('timeout', () => resolve('no answer'));
    socket.on('error', (error) => resolve(error.message));
  });
  socket.destroy();
  if (failure !== undefined) process.stdout.write(`skipped on ${name}: ${failure}\n`);
  return failure === undefined;
}
