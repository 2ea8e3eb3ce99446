/** A relay in a process of its own, as a musician would run it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SignJWT } from 'jose';

const SECRET = 'a secret of these tests, 32 bytes or more';
const main = fileURLToPath(new URL('../../relay/src/main.ts', import.meta.url));

export interface Relay {
  readonly url: string;
  /** As a power failure would: SIGKILL. */
  kill(): Promise<void>;
  /** Again on the same folder and port. */
  start(): Promise<void>;
  remove(): Promise<void>;
  /** What `POST /api/sync/session` takes. */
  session(userId: string): Promise<object>;
}

export async function startRelay(): Promise<Relay> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mirubato-relay-e2e-'));
  let child: ChildProcess | undefined;
  let url = '';
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const start = async () => {
    child = spawn(process.execPath, [main], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        RELAY_HOST: '127.0.0.1',
        RELAY_PORT: url === '' ? '0' : new URL(url).port,
        RELAY_DATA_DIR: dataDir,
        JWT_SECRET: SECRET,
      },
    });
    url = await listening(child);
  };
  await start();
  return {
    get url() {
      return url;
    },
    kill,
    start,
    async remove() {
      await kill();
      await rm(dataDir, { recursive: true, force: true });
    },
    async session(userId) {
      const email = `${userId}@example.org`;
      const accessToken = await new SignJWT({ email })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(userId)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode(SECRET));
      return { relayUrl: url, user: { id: userId, email }, accessToken, expiresIn: 3600 };
    },
  };
}

async function listening(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no standard output');
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const { url } = JSON.parse(line) as { url?: string };
      if (url) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`the relay ended with ${code}`)));
  });
}
