import type { Generated } from 'kysely';

export type AuthProvider = 'magic_link' | 'google';
export type Role = 'user' | 'teacher' | 'admin';

export interface Tables {
  users: {
    id: string;
    /** In lower case. */
    email: string;
    created_at: Generated<Date>;
    /** This relay has seen that the address is the user's; at most one user for each proven address. */
    is_email_proven: Generated<boolean>;
    display_name: string | null;
    auth_provider: Generated<AuthProvider>;
    role: Generated<Role>;
    /** Seconds since 1970: access tokens issued earlier are not taken. */
    tokens_valid_from: Generated<number>;
    /** JSON object */
    preferences: Generated<string>;
  };
  /** So that a token which outlives its user does not bring the user back. */
  deleted_users: { id_hash: string; tokens_valid_from: number };
  /** Links that were sent and not used. */
  magic_links: { id_hash: string; expires_at: number };
  /** One for each sign-in; its secret changes with every refresh. */
  refresh_families: {
    id: string;
    user_id: string;
    secret_hash: string;
    device_name: string | null;
    expires_at: number;
  };
  pairing_codes: { code_hash: string; user_id: string; expires_at: number };
  /** The head of each document's log. */
  documents: {
    user_id: string;
    document: string;
    last_seq: number;
    /** Sum of the bytes appended since the last compaction, and of what that left. */
    bytes: number;
    /** Another one when the document was removed and made again. */
    incarnation: Generated<string>;
  };
  updates: {
    user_id: string;
    document: string;
    /** From 1 without gap per document; a compacted row stands for all rows up to its own. */
    seq: number;
    bytes: Uint8Array;
  };
  /** Whole and verified files, each user's own. */
  blobs: { user_id: string; sha256: string; size_bytes: number };
  /** What is being uploaded; its size counts against the quota until it expires. */
  blob_uploads: {
    id: string;
    user_id: string;
    sha256: string;
    /** Of the whole file. */
    size_bytes: number;
    /** Sum of its chunks. */
    received_bytes: Generated<number>;
    /** At most one for each user and hash. */
    is_resumable: boolean;
    expires_at: Date;
  };
  /** End with their upload. */
  blob_chunks: { upload_id: string; start_byte: number; size_bytes: number; name: string };
  /** What the records of a user's journal stand at. */
  journals: {
    user_id: string;
    /** The number of the record that changed last; each change takes the next. */
    head: Generated<number>;
    /** The update of the log up to which the records are current. */
    projected_seq: Generated<number>;
    /** IANA zone of the entry that a device with a zone wrote last. */
    zone: Generated<string>;
    /** When a record changed last. */
    changed_at: Date | null;
  };
  /** Answers of requests that may be sent again. */
  idempotency_keys: {
    user_id: string;
    key: string;
    /** SHA-256 of the request's body. */
    request_hash: string;
    /** JSON */
    response: string;
    /** Milliseconds since 1970. */
    expires_at: number;
  };
  /** The journal's records as the original's entities: made from the log, and made again from it when behind. */
  records: {
    user_id: string;
    collection: string;
    record_id: string;
    entity_id: string;
    seq: number;
    /** JSON */
    entity: string;
    is_deleted: boolean;
    /** Since when other users may see it: a template that its author has made public, and nothing else. */
    published_at: Date | null;
  };
}

type TableOfUser = {
  [Name in keyof Tables]: 'user_id' extends keyof Tables[Name] ? Name : never;
}[keyof Tables];

/** Every table with a `user_id`, in the order in which a user's rows are deleted. */
const ofUser: Readonly<Record<TableOfUser, true>> = {
  pairing_codes: true,
  refresh_families: true,
  updates: true,
  documents: true,
  records: true,
  journals: true,
  idempotency_keys: true,
  blob_uploads: true,
  blobs: true,
};
export const tablesOfUser = Object.keys(ofUser) as TableOfUser[];
