/** A user who has something of every kind, with a marker in each value, and who listens on every kind of socket. */
import { createHash, randomBytes } from 'node:crypto';
import { createJournalDocument } from '@mirubato/domain/journal';
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { onTestFinished } from 'vitest';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { ask } from './auth-parts.ts';
import { exampleFrames, updateOf, yFrame, yMessages } from './frame-examples.ts';
import type { Target } from './isolation-recipes.ts';
import { accessToken, type TestRelay } from './relay.ts';
import { closeSocket, heard, type Line, openLine } from './socket-lines.ts';

export interface Owner {
  readonly target: Target;
  readonly token: string;
  readonly refreshToken: string;
  readonly pairingCode: string;
  /** Begins every value of the owner's. */
  readonly marker: string;
  /** Of frames that the owner's sockets have heard. */
  heardFrames(): number;
  /** All that the owner can read, as one text. */
  state(): Promise<string>;
}

const UPLOAD_BYTES = 1000;
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Of the same form for an owner and for one that never was. */
export function targetOf(name: string, blob: Uint8Array, upload: Uint8Array): Target {
  return {
    userId: `user-${name}`,
    email: `user-${name}@example.org`,
    entry: `entry-${name}`,
    piece: `title ${name}-composer`,
    plan: `plan-${name}`,
    occurrence: `occurrence-${name}`,
    goal: `goal-${name}`,
    template: `template-${name}`,
    sha256: hashOf(blob),
    blob: Uint8Array.from(blob),
    uploadSha256: hashOf(upload),
    uploadBytes: UPLOAD_BYTES,
    idempotencyKey: `key-${name}`,
    documents: ['journal', `annotations/${name}`],
  };
}

export const nobody = () => targetOf(randomBytes(6).toString('hex'), randomBytes(21), randomBytes(8));

export async function openOwner(relay: TestRelay): Promise<Owner> {
  const name = randomBytes(6).toString('hex');
  const marker = `MARK${name}`;
  const blob = Buffer.from(`${marker} blob`);
  const upload = Buffer.from(`${marker} upload`.padEnd(UPLOAD_BYTES, '.'));
  const target = targetOf(name, blob, upload);
  const { userId } = target;
  const token = await accessToken(userId);
  const frames = exampleFrames(target, `${marker} text`, new Date().toISOString());
  const plan = frames.PLAN_CREATED.plan as { id: string };
  const occurrences = frames.PLAN_CREATED.occurrences as { id: string }[];

  await ask(relay, '/api/user/preferences', {
    method: 'PUT',
    token,
    body: { theme: 'dark', primaryInstrument: `${marker} instrument`, [`${marker}Key`]: { deep: marker } },
  });
  const changes = {
    entries: [frames.ENTRY_CREATED.entry],
    goals: [{ id: target.goal, title: `${marker} goal`, status: 'active' }],
    practicePlans: [plan],
    planOccurrences: occurrences,
    planTemplates: [{ id: target.template, title: `${marker} template`, visibility: 'private' }],
  };
  const push = () =>
    ask(relay, '/api/sync/push', {
      token,
      body: { changes },
      headers: { 'X-Idempotency-Key': target.idempotencyKey },
    });
  await push();
  await put(target.sha256, blob);
  await put(target.uploadSha256, upload.subarray(0, 100), `bytes 0-99/${UPLOAD_BYTES}`);
  const { body: pairing } = await ask<{ code: string }>(relay, '/api/auth/pairing', { token });
  const { body: paired } = await ask<{ refreshToken: string }>(relay, '/api/auth/pairing/claim', {
    body: { code: pairing.code, deviceName: `${marker} device` },
  });
  const { body: open } = await ask<{ code: string }>(relay, '/api/auth/pairing', { token });

  const json = await openLine(relay, { userId, token });
  json.socket.send(JSON.stringify(frames.PIECE_ADDED));
  json.socket.send(JSON.stringify(frames.SYNC_REQUEST));
  await heard(json, (frame) => String(frame).includes('"Sync complete"'));
  const journal = createJournalDocument({ replica: `${marker}-replica`, nowMs: Date.now });
  const edit = journal.edit([
    { collection: 'settings', id: 'settings', fields: { note: `${marker} settings` } },
  ]);
  const listening: Line[] = [json];
  for (const [index, doc] of target.documents.entries()) {
    const line = await openLine(relay, { userId, token, doc, stored: '1' });
    const update = index === 0 && edit ? edit.update : updateOf('ink', 'line', `${marker} ink`);
    const awareness = new Awareness(new Y.Doc());
    awareness.setLocalState({ text: `${marker} presence` });
    const tellPresence = () =>
      line.socket.send(yFrame([1], encodeAwarenessUpdate(awareness, [awareness.clientID])));
    // As every client does; else it would be taken to have gone.
    awareness.on('update', tellPresence);
    onTestFinished(() => awareness.destroy());
    tellPresence();
    line.socket.send(yMessages(update).update as Uint8Array<ArrayBuffer>);
    await heard(line, (frame) => typeof frame !== 'string' && frame[0] === 4);
    listening.push(line);
  }
  onTestFinished(() => journal.destroy());

  return {
    target,
    token,
    refreshToken: paired.refreshToken,
    pairingCode: open.code,
    marker,
    heardFrames: () => listening.reduce((sum, { frames: got }) => sum + got.length, 0),
    async state() {
      const parts: unknown[] = [];
      for (const [method, path] of [
        ['POST', '/api/sync/pull'],
        ['GET', '/api/user/me'],
        ['GET', '/api/user/preferences'],
      ] as const) {
        const { status, body } = await ask(relay, path, { method, token });
        parts.push({ path, status, ...body, timestamp: undefined });
      }
      const { body, headers } = await push();
      parts.push({ pushed: body, isReplay: headers.get('x-idempotent-replay') });
      const whole = await fetchBlob(target.sha256);
      parts.push({ status: whole.status, bytes: Buffer.from(await whole.arrayBuffer()).toString('hex') });
      const partial = await put(target.uploadSha256, undefined, `bytes */${UPLOAD_BYTES}`);
      parts.push({ status: partial.status, range: partial.headers.get('range') });
      for (const doc of target.documents) {
        const line = await openLine(relay, { userId, token, doc });
        line.socket.send(yFrame([0, 0], Uint8Array.of(0)));
        const stored = await heard(line, (frame) => frame[0] === 0 && frame[1] === 1);
        parts.push({ doc, stored: Buffer.from(stored as Uint8Array).toString('hex') });
        line.socket.send(yFrame([3]));
        const present = await heard(line, (frame) => frame[0] === 1);
        parts.push({ doc, present: presenceIn(present as Uint8Array) });
        await closeSocket(line.socket);
      }
      const line = await openLine(relay, { userId, token });
      line.socket.send(JSON.stringify(frames.SYNC_REQUEST));
      await heard(line, (frame) => String(frame).includes('"SYNC_RESPONSE"'));
      for (const frame of line.frames) parts.push({ ...JSON.parse(String(frame)), timestamp: undefined });
      await closeSocket(line.socket);
      return parts.map((part) => JSON.stringify(part)).join('\n');
    },
  };

  function put(sha256: string, body?: Uint8Array, range?: string): Promise<Response> {
    return fetch(`${relay.url()}/api/blobs/${sha256}`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${token}`, ...(range && { 'Content-Range': range }) },
      ...(body && { body: Uint8Array.from(body) }),
    });
  }

  function fetchBlob(sha256: string): Promise<Response> {
    return fetch(`${relay.url()}/api/blobs/${sha256}`, { headers: { Authorization: `Bearer ${token}` } });
  }
}

/** What is said of each client; the clock moves on by itself. */
function presenceIn(frame: Uint8Array): unknown[] {
  const decoder = createDecoder(frame);
  readVarUint(decoder);
  const update = createDecoder(readVarUint8Array(decoder));
  return Array.from({ length: readVarUint(update) }, () => {
    const client = readVarUint(update);
    readVarUint(update);
    return { client, state: readVarString(update) };
  });
}
