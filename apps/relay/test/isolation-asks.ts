/** How a stranger asks and speaks, and how two answers are compared. */
import { expect } from 'vitest';
import { ask as askJson } from './auth-parts.ts';
import { type Description, deriveAsk, type Operation } from './derived-requests.ts';
import { exampleFrames, updateOf, yFrame, yMessages } from './frame-examples.ts';
import { type Ask, recipes, type Target } from './isolation-recipes.ts';
import type { Owner } from './isolation-world.ts';
import { accessToken, type TestRelay } from './relay.ts';
import { closeSocket, heard, openLine } from './socket-lines.ts';

export const ORIGIN = 'http://app.example.org';
export const METRICS_TOKEN = 'metrics token of this test';
export const ENV = { NODE_ENV: 'development', PUBLIC_URL: ORIGIN, TRUST_PROXY: 'true', METRICS_TOKEN };

/** Differ between two answers that tell the same. */
const VOLATILE = ['date', 'content-length', 'keep-alive', 'connection', 'transfer-encoding'];

let count = 0;
export const newStranger = () => `stranger-${String(count++).padStart(6, '0')}`;

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly bytes: Buffer;
}

export async function send(relay: TestRelay, given: Ask, headers: Record<string, string>): Promise<Answer> {
  const { method, path, body } = given;
  const isBytes = body instanceof Uint8Array;
  count += 1;
  // Each from an address of its own, so that no limit of an address answers in the route's place.
  const address = `10.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`;
  const response = await fetch(`${relay.url()}${path}`, {
    method,
    headers: {
      ...(body && !isBytes && { 'Content-Type': 'application/json' }),
      'X-Forwarded-For': address,
      ...given.headers,
      ...headers,
    },
    ...(body && { body: isBytes ? body : JSON.stringify(body) }),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

export async function described(relay: TestRelay): Promise<Description> {
  return (await fetch(`${relay.url()}/openapi.json`)).json() as Promise<Description>;
}

export function operationsOf({
  paths,
}: Description): { method: string; path: string; operation: Operation }[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, path, operation })),
  );
}

export function asksOf(
  description: Description,
  method: string,
  path: string,
  target: Target,
): readonly Ask[] {
  return recipes[`${method} ${path}`]?.(target) ?? [deriveAsk(description, method, path, target)];
}

/** Without what names the one or the other target or stranger, and without times. */
export function neutral(
  bytes: string | Uint8Array,
  { documents, blob: _blob, ...ids }: Target,
  stranger: string,
): string {
  let text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1');
  const names = [...documents.slice(1), ...Object.values(ids), stranger].map(String);
  for (const name of names.sort((a, b) => b.length - a.length)) text = text.replaceAll(name, '<id>');
  return text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>').replace(/"timestamp":\d+/g, '"timestamp":0');
}

/** Keys and types; of an error every word. */
export function shapeOf(answer: Answer, target: Target, stranger: string): unknown {
  const headers = Object.entries(answer.headers)
    .filter(([name]) => !VOLATILE.includes(name))
    .map(([name, value]) => [name, name === 'set-cookie' ? '' : neutral(value, target, stranger)]);
  const text = neutral(answer.bytes.toString('utf8'), target, stranger);
  return { status: answer.status, headers, body: answer.status < 400 ? typesOf(text) : text };
}

function typesOf(text: string): unknown {
  const typed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(typed);
    if (typeof value !== 'object' || value === null) return typeof value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typed(inner)]));
  };
  try {
    return typed(JSON.parse(text));
  } catch {
    return 'text';
  }
}

export function expectNothingOf({ marker }: Owner, what: string, ...told: (string | Uint8Array)[]): void {
  for (const bytes of told) {
    const text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1');
    if (text.includes(marker)) throw new Error(`${what} tells the owner’s ${text}`);
  }
}

/** Runs what strangers do, and proves that the owner neither lost nor heard anything by it. */
export async function unnoticedBy(owner: Owner, relay: TestRelay, work: () => Promise<void>): Promise<void> {
  const before = await owner.state();
  const heardBefore = owner.heardFrames();
  await work();
  expect(await owner.state()).toBe(before);
  expect(owner.heardFrames()).toBe(heardBefore);
  const { refreshToken, pairingCode } = owner;
  const refreshed = await askJson(relay, '/api/auth/refresh', { body: { refreshToken } });
  const claimed = await askJson(relay, '/api/auth/pairing/claim', {
    body: { code: pairingCode, deviceName: 'the owner’s' },
  });
  expect([refreshed.status, claimed.status]).toEqual([200, 200]);
}

export async function bearer(userId: string): Promise<Record<string, string>> {
  return { Authorization: `Bearer ${await accessToken(userId)}` };
}

export function carriersOf(token: string): Record<string, string>[] {
  return [{ Authorization: `Bearer ${token}` }, { Cookie: `auth-token=${token}`, Origin: ORIGIN }];
}

/** @param isNaming says whose it is meant to be, wherever that could be believed */
export function frameFor(type: string, target: Target, isNaming: boolean): object {
  const examples: Record<string, Record<string, unknown>> = exampleFrames(
    target,
    'by a stranger',
    new Date().toISOString(),
  );
  const frame = examples[type];
  if (!frame) throw new Error(`give ${type} an example in frame-examples.ts`);
  if (!isNaming) return frame;
  const names = { userId: target.userId, user_id: target.userId };
  const named = Object.entries(frame).map(([key, value]) => [
    key,
    typeof value === 'object' && !Array.isArray(value) ? { ...value, ...names } : value,
  ]);
  return { ...Object.fromEntries(named), ...names };
}

export async function jsonAnswers(relay: TestRelay, userId: string, frame: object): Promise<string[]> {
  const token = await accessToken(userId);
  const lines = [await openLine(relay, { userId, token }), await openLine(relay, { userId, token })];
  for (const { socket } of lines) socket.send(ping());
  for (const line of lines) await heard(line, isPong);
  const [sender, listener] = lines as [(typeof lines)[0], (typeof lines)[0]];
  sender.socket.send(JSON.stringify(frame));
  for (const lastSeq of [0, 5, 1e9]) {
    sender.socket.send(
      JSON.stringify({ type: 'SYNC_REQUEST', timestamp: new Date().toISOString(), lastSeq }),
    );
  }
  const before = sender.frames.length;
  sender.socket.send(ping());
  await heard(sender, (text) => isPong(text) && sender.frames.indexOf(text) >= before);
  await expect.poll(() => sender.frames.filter(isPong).length).toBeGreaterThan(1);
  for (const { socket } of lines) await closeSocket(socket);
  return [...sender.frames, ...listener.frames].map(String);
}

const ping = () => JSON.stringify({ type: 'PING', timestamp: new Date().toISOString() });
const isPong = (frame: string | Uint8Array) => String(frame).startsWith('{"type":"PONG"');

/** Documents of the target's, and names that may be taken for them. */
export function documentsFor({ documents, userId }: Target): string[] {
  return documents.flatMap((name) => [
    name,
    JSON.stringify([userId, name]),
    `${userId}/${name}`,
    `../${userId}/${name}`,
    ` ${name}`,
    `${name}\u200b`,
  ]);
}

export async function messageAnswers(
  relay: TestRelay,
  userId: string,
  { message, doc, id }: { message: string; doc: string; id: string },
) {
  const token = await accessToken(userId);
  const line = await openLine(relay, { userId, token, doc, stored: '1' });
  const update = updateOf('entries', `${id} relay`, { notes: ['by a stranger', 1] });
  const frame = yMessages(update, { clientId: 100, text: 'stranger' })[message];
  line.socket.send(frame as Uint8Array<ArrayBuffer>);
  line.socket.send(yFrame([3]));
  line.socket.send(yFrame([0, 0], Uint8Array.of(0)));
  const isAnswer = (answer: string | Uint8Array) => answer[0] === 0 && answer[1] === 1;
  const wanted = message === 'step 1' ? 2 : 1;
  await heard(line, () => line.frames.filter(isAnswer).length === wanted);
  const { frames, closeCode } = line;
  await closeSocket(line.socket);
  return { frames, closeCode };
}
