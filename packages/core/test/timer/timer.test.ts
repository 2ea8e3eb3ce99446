import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { openTestCore, temporaryFolder } from '../temporary.ts';

const MINUTE = 60_000;
const zone = 'Europe/Berlin';

/** Both clocks, moved by the test alone. */
function createClock(start: string) {
  let wallMs = Date.parse(start);
  let monotonicMs = 0;
  return {
    nowMs: () => wallMs,
    monotonicMs: () => monotonicMs,
    wait(minutes: number) {
      wallMs += minutes * MINUTE;
      monotonicMs += minutes * MINUTE;
    },
    /** As on a system whose monotonic clock stands meanwhile. */
    sleep(minutes: number) {
      wallMs += minutes * MINUTE;
    },
    setBack(minutes: number) {
      wallMs -= minutes * MINUTE;
    },
  };
}

type Clock = ReturnType<typeof createClock>;

/** Practising: somebody looks at the timer every five minutes. */
async function practise(client: Client, clock: Clock, minutes: number) {
  for (let passed = 0; passed < minutes; passed += 5) {
    clock.wait(Math.min(5, minutes - passed));
    await client.api.timer.$get();
  }
}

async function read(client: Client) {
  const { timer } = await (await client.api.timer.$get()).json();
  if (!timer) throw new Error('there is no timer');
  return timer;
}

async function stop(client: Client) {
  const answer = await client.api.timer.stop.$post();
  expect(answer.status).toBe(200);
  const { draft } = await answer.json();
  expect((await client.api.timer.discard.$post()).status).toBe(204);
  return draft;
}

it('32.2 32.3 a sitting of several pieces is one entry, each piece with its minutes', async () => {
  const clock = createClock('2026-11-26T17:00:00.000Z');
  const { client } = await openTestCore(clock);
  await client.api.timer.start.$post({ json: { subject: { title: 'Rondo', composer: 'Hensel' }, zone } });
  await practise(client, clock, 10.4);
  await client.api.timer.split.$post({ json: { subject: { title: 'Sonata' } } });
  await practise(client, clock, 10.4);
  await client.api.timer.split.$post({ json: { subject: {} } });
  await practise(client, clock, 5);
  const draft = await stop(client);
  expect(draft).toMatchObject({
    timestamp: '2026-11-26T17:00:00.000Z',
    duration: 26,
    pieces: [
      { title: 'Rondo', composer: 'Hensel', duration: 11 },
      { title: 'Sonata', duration: 10 },
    ],
  });
  const { elapsedMs: _, ...json } = draft;
  const saved = await client.api.logbook.entries.$post({ query: {}, json: json as never });
  expect(saved.status).toBe(201);

  await client.api.timer.start.$post({ json: { subject: { title: 'Piece 0' }, zone } });
  for (let piece = 1; piece <= 11; piece += 1) {
    await practise(client, clock, piece);
    await client.api.timer.split.$post({ json: { subject: { title: `Piece ${piece}` } } });
  }
  await practise(client, clock, 9);
  const long = await stop(client);
  expect(long.pieces.map(({ title }) => title)).toEqual(
    Array.from({ length: 10 }, (_, n) => `Piece ${n + 2}`),
  );
  expect(long.notes).toBe('Piece 1: 2 min\nPiece 0: 1 min');
  expect(long.duration).toBe(75);

  await client.api.settings.$patch({
    json: {
      timerMode: { kind: 'pomodoro', workMinutes: 25, breakMinutes: 5, longBreakMinutes: 15, rounds: 4 },
    },
  });
  await client.api.timer.start.$post({ json: { subject: {}, zone } });
  await practise(client, clock, 29);
  await client.api.timer.next.$post();
  await practise(client, clock, 10);
  const countdown = { kind: 'countdown', minutes: 5, atEnd: 'stop' } as const;
  expect((await client.api.timer.mode.$post({ json: { mode: countdown } })).status).toBe(200);
  await practise(client, clock, 60);
  expect(await stop(client)).toMatchObject({ duration: 40, pieces: [] });
  const bad = await client.api.timer.mode.$post({
    json: { mode: { kind: 'countdown', minutes: 0 } as never },
  });
  expect(bad.status).toBe(400);
});

it('32.6 32.7 32.8 a sleep, a restart, a crash and reminders', async () => {
  const clock = createClock('2026-11-26T12:00:00.000Z');
  const dataDir = await temporaryFolder();
  const first = await openTestCore({ ...clock, dataDir });
  let { client } = first;
  await client.api.timer.start.$post({
    json: { subject: { title: 'Rondo' }, zone, mode: { kind: 'count-up' } },
  });
  await practise(client, clock, 20);
  clock.sleep(90);
  // Whatever is asked first after the sleep, it is noticed.
  await client.api.timer.pause.$post();
  expect((await read(client)).absences).toEqual([
    { start: '2026-11-26T12:20:00.000Z', end: '2026-11-26T13:50:00.000Z' },
  ]);
  await client.api.timer.absence.$post({ json: { kind: 'split', keepMinutes: 10 } });
  await client.api.timer.resume.$post();
  await practise(client, clock, 10);
  clock.setBack(60);
  await practise(client, clock, 5);
  expect((await read(client)).absences).toEqual([]);

  const reminders = {
    practice: [{ time: '15:00', weekdays: [4] }],
    goalTime: '15:30',
    runningMinutes: 30,
    quiet: { from: '22:00', to: '08:00' },
  };
  const claim = async () => {
    const answer = await client.api.timer.reminders.claim.$post({ json: { zone } });
    return (await answer.json()).reminder;
  };
  expect(await claim()).toBeNull();
  await client.api.settings.$patch({ json: { reminders, dailyGoalMinutes: 60 } });
  expect(await claim()).toBeNull();
  await first.core.close();

  clock.sleep(180);
  const second = await openTestCore({ ...clock, dataDir });
  client = second.client;
  expect((await read(client)).absences).toHaveLength(1);
  await client.api.timer.absence.$post({ json: { kind: 'drop' } });
  // 17:05 in Berlin: three o'clock is too long ago, half past three is not.
  expect(await Promise.all([claim(), claim()])).toEqual([expect.objectContaining({ kind: 'goal' }), null]);
  expect(await claim()).toBeNull();
  expect((await stop(client)).duration).toBe(45);

  // As a crash leaves it: a sign of life from long ago, or none.
  await client.api.timer.start.$post({ json: { subject: {}, zone, mode: { kind: 'count-up' } } });
  await second.core.close();
  await writeFile(join(dataDir, 'timer-beat'), '{"wall');
  clock.sleep(1440);
  const third = await openTestCore({ ...clock, dataDir });
  expect((await read(third.client)).absences).toHaveLength(1);
  await third.client.api.timer.absence.$post({ json: { kind: 'drop' } });
  expect((await stop(third.client)).duration).toBe(1);
  await rm(join(dataDir, 'timer-beat'));
});
