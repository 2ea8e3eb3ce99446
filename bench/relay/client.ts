/** What a device does on the wire, as bare as it can be: the load must cost less than the servers. */
import { SignJWT } from 'jose';
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { WebSocket } from 'ws';
import { BENCH_SECRET } from './server.ts';

export type ServerName = 'mirubato' | 'y-websocket' | 'hocuspocus' | 'bare';

const [SYNC, AWARENESS] = [0, 1];
const [STEP_1, STEP_2, UPDATE] = [0, 1, 2];
/** Hocuspocus' own: the answer to an update that it has taken, and a token, which it wants first. */
const HOCUSPOCUS_AUTH = 2;

export interface Device {
  send(update: Uint8Array): void;
  close(): void;
}

export interface DeviceEvents {
  /** The document as it stands, when the server has answered what this device has. */
  onState?(update: Uint8Array): void;
  onUpdate?(update: Uint8Array): void;
}

/** Resolves when the server has said what it has. @param document one for each user */
export async function openDevice(
  server: ServerName,
  { url, document, events = {} }: { url: string; document: string; events?: DeviceEvents },
): Promise<Device> {
  const prefix = server === 'hocuspocus' ? document : undefined;
  const frame = (...parts: (number | string | Uint8Array)[]) => encode(prefix, parts);
  const socket = new WebSocket(await addressOf(server, url, document), { perMessageDeflate: false });
  socket.binaryType = 'nodebuffer';
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', (code) => reject(new Error(`${server} closed a socket with ${code}`)));
    socket.on('open', () => {
      if (server === 'hocuspocus') socket.send(frame(HOCUSPOCUS_AUTH, 0, 'token', '0'));
      socket.send(frame(SYNC, STEP_1, Uint8Array.of(0)));
      socket.send(frame(AWARENESS, awarenessOf(Math.floor(Math.random() * 2 ** 32))));
    });
    const device: Device = {
      send: (update) => socket.send(frame(SYNC, UPDATE, update)),
      close: () => {
        socket.removeAllListeners();
        socket.on('error', () => undefined);
        socket.terminate();
      },
    };
    socket.on('message', (bytes: Buffer, isBinary: boolean) => {
      if (!isBinary) return;
      const decoder = createDecoder(bytes);
      if (prefix !== undefined) readVarString(decoder);
      if (readVarUint(decoder) !== SYNC) return;
      const step = readVarUint(decoder);
      if (step === STEP_1) {
        socket.send(frame(SYNC, STEP_2, Uint8Array.of(0, 0)));
      } else if (step === STEP_2) {
        events.onState?.(readVarUint8Array(decoder));
        resolve(device);
      } else if (step === UPDATE) events.onUpdate?.(readVarUint8Array(decoder));
    });
  });
}

async function addressOf(server: ServerName, url: string, document: string): Promise<string> {
  if (server === 'y-websocket' || server === 'bare') return `${url}/${document}`;
  if (server === 'hocuspocus') return url;
  const token = await new SignJWT({ email: `${document}@example.org` })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(document)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(BENCH_SECRET));
  return `${url}?${new URLSearchParams({ userId: document, token })}`;
}

function encode(prefix: string | undefined, parts: readonly (number | string | Uint8Array)[]): Uint8Array {
  const encoder = createEncoder();
  if (prefix !== undefined) writeVarString(encoder, prefix);
  for (const part of parts) {
    if (typeof part === 'number') writeVarUint(encoder, part);
    else if (typeof part === 'string') writeVarString(encoder, part);
    else writeVarUint8Array(encoder, part);
  }
  return toUint8Array(encoder);
}

/** A user with a name, as a provider tells it. */
function awarenessOf(client: number): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, 1);
  writeVarUint(encoder, client);
  writeVarUint(encoder, 1);
  writeVarString(encoder, JSON.stringify({ user: { name: 'A device' } }));
  return toUint8Array(encoder);
}
