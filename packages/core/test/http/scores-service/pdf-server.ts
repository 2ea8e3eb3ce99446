/** A web server on this computer that gives PDFs and what only pretends to be one. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { DownloadOptions } from '../../../src/import/download.ts';

export interface PdfServer {
  readonly port: number;
  readonly requests: IncomingMessage[];
  /** What production never sets: names lead to this computer, and its one address is allowed. */
  readonly download: DownloadOptions;
}

const SERVER = '127.0.0.1';

const addressesByHost: Readonly<Record<string, readonly string[]>> = {
  'scores.example': [SERVER],
  'inside.example': ['10.1.2.3'],
  'both.example': [SERVER, '192.168.1.1'],
  'nowhere.example': [],
};

export async function servePdfs(answer: RequestListener): Promise<PdfServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, SERVER, listening));
  onTestFinished(
    () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  );
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    download: {
      resolve: async (host) => addressesByHost[host] ?? [],
      allows: (address) => address === SERVER,
    },
  };
}
