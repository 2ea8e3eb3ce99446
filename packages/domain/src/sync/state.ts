import type { PdfChoice } from './device.ts';

export type SyncStatus = 'off' | 'connecting' | 'syncing' | 'synced' | 'offline' | 'problem';

/** Why nothing goes on until a person does something, or why it goes on slowly. */
export type SyncProblemCode =
  | 'signed-out'
  | 'foreign-journal'
  | 'too-many-bytes'
  | 'too-many-frames'
  | 'too-many-documents'
  | 'too-many-devices'
  | 'record-too-large'
  | 'journal-too-new'
  | 'disk-full'
  | 'relay-error';

export interface SyncProblem {
  readonly code: SyncProblemCode;
  readonly detail: string;
}

/** Told once and put aside by the person; sync goes on meanwhile. */
export type SyncNotice = 'relay-lost-data';

export interface SyncUser {
  readonly id: string;
  readonly email: string;
  readonly displayName: string | null;
}

export interface OwnDevice {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly pdfs: PdfChoice;
}

export interface OtherDevice {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly isOnline: boolean;
  readonly lastSeenAt: string | null;
  /** Records changed on this computer that had not arrived there when it last said so. */
  readonly missing: number;
  /** When it last said what it has. */
  readonly confirmedAt: string | null;
}

export interface PdfProgress {
  readonly toSend: number;
  readonly toFetch: number;
  /** What stopped the last transfer, in words. */
  readonly problem: string | null;
}

export interface SyncState {
  readonly status: SyncStatus;
  readonly relayUrl: string | null;
  readonly user: SyncUser | null;
  readonly device: OwnDevice;
  readonly devices: readonly OtherDevice[];
  /** Changed records that the relay has not confirmed as stored. */
  readonly waiting: number;
  readonly lastSyncedAt: string | null;
  readonly problem: SyncProblem | null;
  readonly notice: SyncNotice | null;
  readonly pdfs: PdfProgress;
  /** Where the backup lies when local data is removed at the next start. */
  readonly removal: { readonly backup: string } | null;
}
