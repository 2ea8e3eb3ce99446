import type { People } from '@mirubato/domain/people';
import type { Works } from '@mirubato/domain/works';
import type { Clock } from './clock.ts';
import type { EventStream } from './events/events.ts';
import type { Journal } from './journal/journal.ts';
import type { DataDirectory } from './store/data-directory.ts';
import type { Store } from './store/database.ts';

/** What every feature of the core works with. */
export interface CoreContext extends Clock {
  readonly directory: DataDirectory;
  /** How the path of an image of an empty database begins, as `openStore` takes it. */
  readonly databaseImage: string | undefined;
  /** Names this copy of the journal. */
  readonly replica: string;
  readonly store: Store;
  /** The musician's records, synced between devices. */
  readonly journal: Journal;
  /** Facts of this computer alone. */
  readonly device: Journal;
  /** Which work is meant by a title; read when first asked for. */
  readonly works: () => Promise<Works>;
  /** Who is meant by a name; read when first asked for. */
  readonly people: () => Promise<People>;
  readonly events: EventStream;
  readonly log: Log;
}

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
