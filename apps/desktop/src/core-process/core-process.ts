/** Entry of the utility process: opens the core and answers over the port that comes with the order. */
import { randomBytes } from 'node:crypto';
import { type Core, createCore } from '@mirubato/core';
import { serveLocalSocket } from '@mirubato/core/http/local-socket';
import { type PortLike, serveMessagePort } from '@mirubato/core/http/message-port';
import type { Problem, Result } from '@mirubato/domain/problem';
import { publishAddress } from '../cli/address.ts';

export type OpenOptions = Readonly<Record<'dataDir' | 'databaseImage' | 'version', string>>;

export type ToCore = { readonly type: 'open'; readonly options: OpenOptions } | { readonly type: 'close' };

/** The core could not be opened. */
export type FromCore = { readonly problem: Pick<Problem, 'code' | 'detail'> };

let opening: Promise<Result<Core>> | undefined;
let endCommandLine: (() => Promise<void>) | undefined;

process.parentPort.on('message', ({ data, ports: [port] }) => {
  const order = data as ToCore;
  if (order.type === 'close') void close();
  else if (port) void open(order.options, port);
});

async function open(options: OpenOptions, port: PortLike): Promise<void> {
  opening = createCore({
    ...options,
    pdfWorkerUrl: new URL('./pdf-worker.js', import.meta.url),
    pictureWorkerUrl: new URL('./picture-worker.js', import.meta.url),
    modelProcessUrl: new URL('./model-process.js', import.meta.url),
    resources: new URL('./resources/', import.meta.url),
  });
  const opened = await opening;
  if (opened.ok) {
    serveMessagePort(port, opened.value.fetch);
    return serveCommandLine(options.dataDir, opened.value);
  }
  const { code, detail } = opened.problem;
  process.parentPort.postMessage({ problem: { code, detail } } satisfies FromCore);
}

/** Without it the app is whole all the same; the command line then says that the directory is in use. */
async function serveCommandLine(dataDir: string, { fetch }: Core): Promise<void> {
  const token = randomBytes(32).toString('base64url');
  const served = await serveLocalSocket({ fetch, token });
  if (!served.ok) return;
  const { path: socket, close } = served.value;
  const withdraw = await publishAddress(dataDir, {
    url: 'http://localhost',
    socket,
    token,
    pid: process.pid,
  });
  endCommandLine = async () => {
    await withdraw();
    await close();
  };
}

async function close(): Promise<void> {
  const opened = await opening;
  await endCommandLine?.();
  if (opened?.ok) await opened.value.close();
  process.exit();
}
