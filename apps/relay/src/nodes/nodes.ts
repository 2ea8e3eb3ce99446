/**
 * Makes the nodes of one database one relay. What a node stores, who its clients are and whose tokens it ended is
 * told to the others at once through the fan-out; each also looks into the database now and then, and whenever
 * messages may have been lost, so that nothing depends on what the fan-out carries.
 */
import type { Log } from '@mirubato/core/context';
import type { Kysely } from 'kysely';
import type { Accounts } from '../accounts/accounts.ts';
import type { FanOut } from '../fan-out/fan-out.ts';
import { type DocumentRef, JOURNAL_DOCUMENT, keyOf, type StoredUpdate } from '../log/update-log.ts';
import type { UserRecords } from '../records/user-records.ts';
import type { JsonSessions } from '../socket/json-sessions.ts';
import type { Rooms } from '../socket/rooms.ts';
import type { SocketServer } from '../socket/socket-server.ts';
import type { Tables } from '../store/tables.ts';
import { readLogHeads, readStaleUsers } from './log-heads.ts';
import { type NodeMessage, nodeMessageToBytes, parseNodeMessage } from './node-messages.ts';
import { onceAtATime } from './once-at-a-time.ts';
import { createUserChannels } from './user-channels.ts';

export interface Nodes {
  /** A socket of the user has been opened here. */
  opened(userId: string): void;
  closed(userId: string): void;
  /** The first socket has opened a document here. */
  roomOpened(ref: DocumentRef): void;
  /** An update is durable. */
  stored(ref: DocumentRef, stored: StoredUpdate): void;
  presenceChanged(ref: DocumentRef, awareness: Uint8Array): void;
  /** Tokens of the user were ended here. */
  accessEnded(userId: string): void;
  /** Ends what looks into the database. Messages may be sent until the fan-out is closed. */
  close(): Promise<void>;
}

/** An update, or presence, of more bytes is not carried: NATS takes 1 MiB at most. */
const MAX_CARRIED_BYTES = 256 * 1024;

/** A node that dies after it has stored an update tells nobody of it: the others see it within this. */
const LOOK_MS = 10_000;

export function createNodes(options: {
  readonly fanOut: FanOut;
  readonly channelOf: (userId: string) => string;
  readonly db: Kysely<Tables>;
  readonly rooms: Rooms;
  readonly jsonSessions: JsonSessions;
  readonly records: UserRecords;
  readonly sockets: SocketServer;
  readonly accounts: Accounts;
  readonly refreshJson: (userId: string) => void;
  readonly logger: Log;
}): Nodes {
  const { fanOut, db, rooms, jsonSessions, records, sockets, accounts, refreshJson, logger } = options;
  const channels = createUserChannels({
    fanOut,
    nameOf: options.channelOf,
    heard(userId, bytes) {
      const message = parseNodeMessage(bytes);
      if (message) hear(userId, message);
    },
    inForce(userId) {
      const open = refsOf(userId);
      for (const ref of open) tellPresence(ref, true);
      for (const ref of open) catchingUp.ask(keyOf(ref));
      refreshJson(userId);
      endingAccess.ask(userId);
    },
  });
  const catchingUp = onceAtATime(
    (key: string) => {
      const [userId, document] = JSON.parse(key) as [string, string];
      return rooms.catchUp({ userId, document });
    },
    (error, key) => logger.error({ error, key }, 'a document could not be brought up to the log'),
  );
  const endingAccess = onceAtATime(endAccess, (error, userId) =>
    logger.error({ error, userId }, 'sockets of ended tokens could not be closed'),
  );
  const looking = onceAtATime(look, (error) =>
    logger.error({ error }, 'the database could not be looked into for what other nodes wrote'),
  );
  const timer = setInterval(() => looking.ask('all'), LOOK_MS);
  timer.unref();
  fanOut.onGap(() => {
    for (const { ref } of rooms.positions()) tellPresence(ref, false);
    looking.ask('all');
  });

  return {
    opened: channels.join,
    closed: channels.leave,
    roomOpened: (ref) => tellPresence(ref, true),
    stored({ userId, document }, { seq, update }) {
      const isCarried = update.byteLength <= MAX_CARRIED_BYTES;
      tell(userId, { type: 'stored', document, seq, update: isCarried ? update : undefined });
    },
    presenceChanged({ userId, document }, awareness) {
      if (awareness.byteLength > MAX_CARRIED_BYTES) return;
      tell(userId, { type: 'presence', document, awareness, asks: false });
    },
    accessEnded: (userId) => tell(userId, { type: 'access-ended' }),
    async close() {
      clearInterval(timer);
      await Promise.all([catchingUp.close(), endingAccess.close(), looking.close()]);
    },
  };

  function hear(userId: string, message: NodeMessage): void {
    switch (message.type) {
      case 'stored': {
        const { document, seq, update } = message;
        const ref = { userId, document };
        if (update) rooms.passOn(ref, { seq, update });
        else catchingUp.ask(keyOf(ref));
        if (document === JOURNAL_DOCUMENT) refreshJson(userId);
        break;
      }
      case 'presence': {
        const ref = { userId, document: message.document };
        rooms.hearPresence(ref, message.awareness);
        if (message.asks) tellPresence(ref, false);
        break;
      }
      case 'access-ended':
        endingAccess.ask(userId);
        break;
    }
  }

  function tell(userId: string, message: NodeMessage): void {
    channels.publish(userId, nodeMessageToBytes(message));
  }

  function tellPresence({ userId, document }: DocumentRef, asks: boolean): void {
    const awareness = rooms.presence({ userId, document });
    if (awareness.byteLength > MAX_CARRIED_BYTES) return;
    tell(userId, { type: 'presence', document, awareness, asks });
  }

  function refsOf(userId: string): DocumentRef[] {
    return rooms.positions().flatMap(({ ref }) => (ref.userId === userId ? [ref] : []));
  }

  /** What was lost on the way, and what nobody told. */
  async function look(): Promise<void> {
    const positions = rooms.positions();
    const heads = await readLogHeads(
      db,
      positions.map(({ ref }) => ref),
    );
    for (const { ref, seq } of positions) {
      if ((heads.get(keyOf(ref)) ?? 0) > seq) catchingUp.ask(keyOf(ref));
    }
    for (const userId of await readStaleUsers(db, jsonSessions.sentByUser())) refreshJson(userId);
    await endAccess();
  }

  async function endAccess(userId?: string): Promise<void> {
    for (const deleted of await sockets.endEnded(userId)) {
      await records.forget(deleted);
      // Its sockets may have written after the rows were deleted.
      await accounts.deleteRest(deleted);
    }
  }
}
