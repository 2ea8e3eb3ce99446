/**
 * Stands between clients and a relay and knows their messages: cuts, holds back, delays and repeats them, by
 * chance. Messages of one socket stay in their order, as TCP keeps them. Answers that a client counts
 * (confirmations, and what asks for one) are not repeated: nothing that carries a WebSocket does that.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { WebSocket as Client, WebSocketServer } from 'ws';
import type { Random } from './random.ts';

export interface BadLine {
  /** `ws://…/sync`, by way of this. */
  readonly syncUrl: string;
  /** How often each has happened. */
  readonly counts: { cuts: number; repeats: number; delays: number; partitions: number };
  /** Now and then something happens to what runs through it; `false` lets everything through. */
  setBad(isBad: boolean): void;
}

interface Held {
  readonly data: Buffer;
  readonly isBinary: boolean;
  readonly atMs: number;
}

const MAX_DELAY_MS = 40;
const PARTITION_MS = 250;

/** 4400 and the like pass through; 1005 and 1006 are no codes to send. */
const isCode = (code: number) => code === 1000 || code === 1012 || code >= 3000;

export async function openBadLine(targetSyncUrl: string, random: Random): Promise<BadLine> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  const counts = { cuts: 0, repeats: 0, delays: 0, partitions: 0 };
  let isBad = true;
  server.on('connection', (near, { url = '' }) => {
    const far = new Client(targetSyncUrl.replace(/\/sync$/, url), { perMessageDeflate: false });
    const isCounted = url.includes('stored=');
    let heldUntilMs = 0;
    const pass = (from: Client, to: Client, mayRepeat: (data: Buffer, isBinary: boolean) => boolean) => {
      const queue: Held[] = [];
      let timer: NodeJS.Timeout | undefined;
      const drain = () => {
        timer = undefined;
        for (let next = queue[0]; next; next = queue[0]) {
          const waitMs = Math.max(next.atMs, heldUntilMs) - Date.now();
          if (waitMs > 0 || to.readyState === Client.CONNECTING) {
            timer = setTimeout(drain, Math.max(waitMs, 1));
            return;
          }
          queue.shift();
          if (to.readyState === Client.OPEN) to.send(next.data, { binary: next.isBinary });
        }
        if (from.readyState === Client.CLOSED) to.close();
      };
      const hold = (data: Buffer, isBinary: boolean) => {
        const chance = isBad ? random(100) : 100;
        if (chance < 2) {
          counts.cuts += 1;
          near.terminate();
          far.terminate();
          return;
        }
        if (chance < 4) {
          counts.partitions += 1;
          heldUntilMs = Date.now() + random(PARTITION_MS);
        }
        const delayMs = chance < 40 ? random(MAX_DELAY_MS) : 0;
        if (delayMs > 0) counts.delays += 1;
        const isTwice = chance >= 40 && chance < 65 && mayRepeat(data, isBinary);
        if (isTwice) counts.repeats += 1;
        for (let copies = isTwice ? 2 : 1; copies > 0; copies -= 1) {
          queue.push({ data, isBinary, atMs: Date.now() + delayMs });
        }
        if (!timer) drain();
      };
      from.on('message', (data, isBinary) => hold(data as Buffer, isBinary));
      from.on('error', () => undefined);
      from.on('close', (code) => {
        if (queue.length === 0)
          to.readyState === Client.OPEN && isCode(code) ? to.close(code) : to.terminate();
      });
    };
    pass(near, far, (data, isBinary) =>
      isBinary ? !(isCounted && data[0] === 0 && data[1] !== 0) : isQuestion(data),
    );
    pass(far, near, (data, isBinary) =>
      isBinary ? data[0] !== 4 : !String(data).includes('"Mutation applied"'),
    );
  });
  onTestFinished(async () => {
    for (const socket of server.clients) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    syncUrl: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/sync`,
    counts,
    setBad(bad) {
      isBad = bad;
    },
  };
}

function isQuestion(data: Buffer): boolean {
  return /"type":"(?:SYNC_REQUEST|PING)"/.test(String(data));
}
