import { expect, it } from 'vitest';
import { ask } from './auth-parts.ts';
import { openProvider, openRelay } from './relay.ts';

it('17.14 health tells each part in the original’s shape', async () => {
  const relay = await openRelay();
  const { status, body } = await ask(relay, '/health', { method: 'GET' });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: 'healthy',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    environment: 'production',
    uptime: expect.any(Number),
    totalLatency: expect.any(Number),
    services: { database: { status: 'healthy', latency: expect.any(Number) }, auth: { status: 'healthy' } },
  });
  expect(new Date(body.timestamp as string).toISOString()).toBe(body.timestamp);
});

it('17.15 metrics count sockets, rooms, requests and appends, for who has the token', async () => {
  const relay = await openRelay({ env: { METRICS_TOKEN: 'let me see' } });
  const read = (token: string) =>
    fetch(`${relay.url()}/metrics`, { headers: { Authorization: `Bearer ${token}` } });
  expect((await fetch(`${relay.url()}/metrics`)).status).toBe(401);
  expect((await read('let me not')).status).toBe(401);
  const { doc } = await openProvider(relay, 'u1');
  doc.getMap('entries').set('e1', 'left hand');
  await ask(relay, '/api/user/me', { method: 'GET' });
  await fetch(`${relay.url()}/no/such/${'x'.repeat(20)}`);
  await expect
    .poll(async () => (await read('let me see')).text())
    .toContain('mirubato_updates_appended_total 1');
  const text = await (await read('let me see')).text();
  expect(text).toContain('mirubato_sockets_open 1');
  expect(text).toContain('mirubato_rooms_open 1');
  expect(Number(/^mirubato_update_bytes_total (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(10);
  expect(text).toContain('mirubato_requests_total{method="GET",route="/api/user/me",status="401"} 1');
  expect(text).toContain('mirubato_requests_total{method="GET",route="none",status="404"} 1');
  expect(text).not.toContain('xxxx');
});

it('17.16 the page of the API needs no other host', async () => {
  const relay = await openRelay();
  const page = await (await fetch(`${relay.url()}/docs`)).text();
  expect(page).not.toMatch(/https?:\/\//);
  const paths = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path as string);
  expect(paths).toHaveLength(2);
  for (const path of paths) {
    const file = await fetch(`${relay.url()}${path}`);
    expect(file.status).toBe(200);
    expect((await file.text()).length).toBeGreaterThan(10_000);
  }
  expect((await fetch(`${relay.url()}${paths[0]?.replace('swagger-ui.css', 'package.json')}`)).status).toBe(
    404,
  );
  const { body } = await ask<{ paths: object }>(relay, '/openapi.json', { method: 'GET' });
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining(['/health', '/api/auth/refresh', '/api/auth/pairing/claim', '/api/user/me']),
  );
});
