/** Cores that are signed in to a real relay. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@mirubato/core/client';
import type { SyncState } from '@mirubato/domain/sync';
import { expect, vi } from 'vitest';
import { accessToken, type TestRelay } from '../../apps/relay/test/relay.ts';
import { openTestCore } from '../../packages/core/test/temporary.ts';

export type Device = Awaited<ReturnType<typeof openTestCore>>;

// Three cores and a relay on a noisy machine: slow is not wrong.
vi.setConfig({ testTimeout: 240_000 });

export const WITHIN = { timeout: 60_000, interval: 20 };

export async function signIn({ client }: Device, relay: TestRelay, userId = 'anna'): Promise<void> {
  const response = await client.api.sync.session.$post({
    json: {
      relayUrl: relay.url(),
      user: { id: userId, email: `${userId}@example.org`, displayName: null },
      accessToken: await accessToken(userId),
      expiresIn: 3600,
    },
  });
  expect(response.status).toBe(200);
}

export async function openSignedIn(relay: TestRelay, userId?: string): Promise<Device> {
  const device = await openTestCore();
  await signIn(device, relay, userId);
  await expectStatus(device, 'synced');
  return device;
}

export async function stateOf({ client }: { client: Client }): Promise<SyncState> {
  const response = await client.api.sync.$get();
  expect(response.status).toBe(200);
  return response.json();
}

export async function expectStatus(device: Device, status: SyncState['status']): Promise<void> {
  await expect.poll(async () => (await stateOf(device)).status, WITHIN).toBe(status);
}

/** Everything here has been confirmed by the relay. */
export async function settled(device: Device): Promise<void> {
  await expect
    .poll(async () => {
      const { status, waiting } = await stateOf(device);
      return { status, waiting };
    }, WITHIN)
    .toEqual({ status: 'synced', waiting: 0 });
}

export async function titles({ client }: Device): Promise<string[]> {
  const { pieces } = await (await client.api.pieces.$get({ query: {} })).json();
  return pieces.map(({ title }) => title).sort();
}

export async function addPiece({ client }: Device, title: string): Promise<string> {
  const response = await client.api.pieces.$post({ json: { title } });
  expect(response.status).toBe(201);
  return (await response.json()).id;
}

export async function eventually<T>(look: () => Promise<T>, wanted: T): Promise<void> {
  await expect.poll(look, WITHIN).toEqual(wanted);
}

export { wait };
