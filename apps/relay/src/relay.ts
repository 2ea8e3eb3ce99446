/** Composes the relay: database, log, rooms, sockets and HTTP, and ends them in the order that loses nothing. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Log } from '@mirubato/core/context';
import { lockDirectory } from '@mirubato/core/store/lock';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { nanoid } from 'nanoid';
import { createAuth } from './accounts/auth.ts';
import { openBlobs } from './blobs/open-blobs.ts';
import type { Config } from './config.ts';
import type { RelayContext } from './context.ts';
import type { FanOut } from './fan-out/fan-out.ts';
import { createRelayApp } from './http/app.ts';
import { openFileLog } from './log/file-log.ts';
import { createRowLog } from './log/row-log.ts';
import { JOURNAL_DOCUMENT } from './log/update-log.ts';
import { createMailer } from './mail/mailer.ts';
import { createMetrics } from './metrics.ts';
import { createNodes, type Nodes } from './nodes/nodes.ts';
import { onceAtATime } from './nodes/once-at-a-time.ts';
import { oneNode } from './nodes/one-node.ts';
import { openShared } from './nodes/open-shared.ts';
import { createUserRecords } from './records/user-records.ts';
import { createJsonSessions } from './socket/json-sessions.ts';
import { createRooms } from './socket/rooms.ts';
import { createSocketServer } from './socket/socket-server.ts';
import { type Database, openDatabase } from './store/database.ts';

export interface Relay {
  /** `http://host:port` */
  readonly url: string;
  /** Takes no new sockets, closes the open ones with 1012, writes what they had sent. */
  close(): Promise<void>;
}

const SECRET_BYTES = 32;

/**
 * Problems: `data-directory-locked`, `internal` when the port, the database, Redis or NATS cannot be opened.
 *
 * @param fanOut in place of the configured one; ends with the relay
 */
export async function startRelay(
  config: Config,
  {
    logger,
    nowMs = Date.now,
    fanOut: given,
  }: { logger: Log; nowMs?: () => number; fanOut?: FanOut | undefined },
): Promise<Result<Relay>> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const lock = config.databaseUrl ? undefined : lockDirectory(config.dataDir);
  if (lock && !lock.ok) return lock;
  const secret = config.jwtSecret ?? (await developmentSecret(config.dataDir));
  const shared = await openShared(config, { secret, logger, fanOut: given });
  if (!shared.ok) {
    lock?.value.release();
    return shared;
  }
  const { fanOut, limits, channelOf } = shared.value;
  let database: Database;
  try {
    database = await openDatabase(config);
  } catch (cause) {
    await shared.value.close();
    lock?.value.release();
    return fail('internal', `The database cannot be opened: ${(cause as Error).message}`, { cause });
  }
  const { db, close: closeDatabase } = database;
  const metrics = createMetrics();
  const log = metrics.counting(
    config.databaseUrl
      ? createRowLog({ db, logger })
      : await openFileLog({ directory: join(config.dataDir, 'log'), db, logger }),
  );
  const newId = () => nanoid();
  const context: RelayContext = {
    config,
    db,
    log,
    ...createAuth({ config, db, secret, nowMs, newId }),
    limits,
    fanOut,
    mailer: config.smtpUrl ? createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom }) : undefined,
    metrics,
    logger,
    nowMs,
    newId,
    blobs: openBlobs({ config, db, logger, nowMs, newId }),
  };
  const records = createUserRecords({ db, log, logger, nowMs });
  const journalOf = (userId: string) => ({ userId, document: JOURNAL_DOCUMENT });
  const jsonSessions = createJsonSessions({
    records,
    passOn: (userId, stored) => {
      rooms.passOn(journalOf(userId), stored);
      nodes.stored(journalOf(userId), stored);
    },
    nowMs,
  });
  const refreshing = onceAtATime(jsonSessions.refresh, (error, userId) =>
    logger.error({ error, userId }, 'JSON clients could not be told'),
  );
  const refreshJson = (userId: string) => {
    if (jsonSessions.hasClients(userId)) refreshing.ask(userId);
  };
  const rooms = createRooms(log, {
    stored(ref, stored) {
      nodes.stored(ref, stored);
      if (ref.document === JOURNAL_DOCUMENT) refreshJson(ref.userId);
    },
    opened: (ref) => nodes.roomOpened(ref),
    presenceChanged: (ref, awareness) => nodes.presenceChanged(ref, awareness),
    isLogShared: fanOut !== undefined,
  });
  const sockets = createSocketServer({
    ...context,
    rooms,
    jsonSessions,
    opened: (userId) => nodes.opened(userId),
    closed: (userId) => nodes.closed(userId),
  });
  const nodes: Nodes = fanOut
    ? createNodes({ ...context, fanOut, channelOf, rooms, jsonSessions, records, sockets, refreshJson })
    : oneNode;
  context.accounts.onAccessEnded(async (userId) => {
    await sockets.endUser(userId);
    await records.forget(userId);
    nodes.accessEnded(userId);
  });
  context.accounts.onUserDeleted((userId) => log.remove(userId));
  context.accounts.onUserDeleted((userId) => context.blobs.deleteBlobsOf(userId));
  metrics.watch('sockets', sockets.socketCount);
  metrics.watch('rooms', rooms.count);
  const app = createRelayApp({ ...context, records, jsonSessions }, secret);

  const server = createServer(getRequestListener(app.fetch));
  server.on('upgrade', sockets.upgrade);
  const release = async () => {
    context.mailer?.close();
    await nodes.close();
    await refreshing.close();
    await shared.value.close();
    await context.blobs.close();
    await log.close();
    await closeDatabase();
    lock?.value.release();
  };
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(config.port, config.host, resolve);
    });
  } catch (cause) {
    await release();
    return fail('internal', `The relay cannot listen: ${(cause as Error).message}`, { cause });
  }
  const { address, port } = server.address() as AddressInfo;
  return ok({
    url: `http://${address.includes(':') ? `[${address}]` : address}:${port}`,
    async close() {
      const ended = new Promise((resolve) => server.close(resolve));
      await sockets.close();
      server.closeAllConnections();
      await ended;
      await release();
    },
  });
}

/** Made once and kept, so that tokens outlive a restart. */
async function developmentSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, 'development-secret');
  if (existsSync(path)) return readFile(path, 'utf8');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  await writeFile(path, secret, { mode: 0o600 });
  return secret;
}
