/** The durability record: what was acknowledged is there after a kill and after a power cut. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { unwrap } from '@mirubato/domain/problem';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCore } from '../../src/core.ts';
import { clientOf } from '../client-of.ts';
import { databaseImage, temporaryFolder } from '../temporary.ts';
import { beginShadow, cutPower } from './power-cut.ts';

const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url));
const PRELOAD = fileURLToPath(new URL('./power-cut.mjs', import.meta.url));

/** Rounds as the durability record promises them. */
const KILLS = 50;
const POWER_CUTS = 20;

/** Long enough for the rounds on a slow machine; not a claim about speed. */
const TIMEOUT_MS = 20 * 60_000;

/** A seed of one's own choice repeats a failed run. */
const seed = Number(process.env.MIRUBATO_SEED ?? Date.now() % 1_000_000);

describe('durability', () => {
  it(`4.1 ${KILLS} kills under load lose no acknowledged change (seed ${seed})`, {
    timeout: TIMEOUT_MS,
  }, async () => {
    const dataDir = await temporaryFolder();
    const random = randomFrom(seed);
    const acknowledged: string[] = [];
    for (let round = 0; round < KILLS; round += 1) {
      // One round in five is killed while it starts; the others under load.
      const isAtStart = round % 5 === 4;
      const delayMs = random() * (isAtStart ? 1500 : 250);
      acknowledged.push(...(await writeUntilKilled(dataDir, `k${round}`, { delayMs, isAtStart })));
    }
    expect(acknowledged.length).toBeGreaterThan(KILLS);
    expect(await missingOf(dataDir, acknowledged)).toEqual([]);
  });

  const hasProc = existsSync('/proc/self/fd');
  it.skipIf(!hasProc)(
    `4.2 ${POWER_CUTS} power cuts lose no acknowledged change (seed ${seed})`,
    { timeout: TIMEOUT_MS },
    async () => {
      const dataDir = await temporaryFolder();
      const shadow = await temporaryFolder();
      const random = randomFrom(seed + 1);
      const acknowledged: string[] = [];
      let rebuilds = 0;
      await withCore(dataDir, async () => undefined);
      for (let round = 0; round < POWER_CUTS; round += 1) {
        beginShadow(dataDir, shadow);
        const delayMs = 100 + random() * 400;
        acknowledged.push(
          ...(await writeUntilKilled(dataDir, `p${round}`, { delayMs, isAtStart: false, shadow })),
        );
        cutPower(dataDir, shadow, random);
        await withCore(dataDir, async (core) => {
          rebuilds += core.repairs.filter((repair) => repair.startsWith('The database')).length;
          expect(await missingIn(core, acknowledged.slice(-200))).toEqual([]);
        });
      }
      expect(acknowledged.length).toBeGreaterThan(POWER_CUTS);
      expect(await missingOf(dataDir, acknowledged)).toEqual([]);
      // The database is only an index, yet with its fsync in place it should open again after each cut.
      expect(rebuilds).toBe(0);
    },
  );

  it('4.3 a second process is refused, names the first, and harms nothing', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const dataDir = await temporaryFolder();
    const child = startWriter(dataDir, 'first');
    await firstLine(child);
    const second = await createCore({ dataDir, databaseImage: databaseImage() });
    expect(second).toMatchObject({ ok: false, problem: { code: 'data-directory-locked' } });
    if (!second.ok) expect(second.problem.detail).toContain(String(child.pid));
    await killed(child);
    await withCore(dataDir, async (core) => expect(core.repairs).toEqual([]));
  });
});

interface Cut {
  readonly delayMs: number;
  /** Counts the delay from the start of the process and not from its first acknowledgement. */
  readonly isAtStart: boolean;
  readonly shadow?: string;
}

async function writeUntilKilled(
  dataDir: string,
  prefix: string,
  { delayMs, isAtStart, shadow }: Cut,
): Promise<string[]> {
  const child = startWriter(dataDir, prefix, shadow);
  const ids: string[] = [];
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const isWriting = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      if (line === 'open') return;
      ids.push(line);
      resolve();
    });
  });
  const ended = new Promise((resolve) => lines.once('close', resolve));
  if (!isAtStart) await Promise.race([isWriting, ended]);
  await wait(delayMs);
  await killed(child);
  await ended;
  return ids;
}

function startWriter(dataDir: string, prefix: string, shadow?: string): ChildProcess {
  const preload = shadow === undefined ? [] : ['--import', PRELOAD];
  const env = { ...process.env, ...(shadow === undefined ? {} : { MIRUBATO_SHADOW: shadow }) };
  const child = spawn(
    process.execPath,
    ['--liftoff-only', ...preload, WRITER, dataDir, databaseImage(), prefix],
    {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

function firstLine(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.stdout?.once('data', () => resolve()));
}

async function killed(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await ended;
  }
}

async function withCore<T>(
  dataDir: string,
  use: (core: Awaited<ReturnType<typeof openCore>>) => Promise<T>,
): Promise<T> {
  const core = await openCore(dataDir);
  try {
    return await use(core);
  } finally {
    await core.close();
  }
}

async function openCore(dataDir: string) {
  return unwrap(await createCore({ dataDir, databaseImage: databaseImage() }));
}

function missingOf(dataDir: string, ids: readonly string[]): Promise<string[]> {
  return withCore(dataDir, (core) => missingIn(core, ids));
}

async function missingIn(
  core: Awaited<ReturnType<typeof openCore>>,
  ids: readonly string[],
): Promise<string[]> {
  const client = clientOf(core);
  const missing: string[] = [];
  for (const id of ids) {
    const response = await client.api.logbook.entries[':id'].$get({ param: { id } });
    if (!response.ok) missing.push(id);
  }
  return missing;
}

/** Mulberry32: small, seeded, good enough to choose moments. */
function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
