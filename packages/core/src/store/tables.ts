import type { JsonObject } from '@mirubato/domain/journal';
import type { Generated, GeneratedAlways } from 'kysely';

interface RecordTable {
  id: string;
  /** The whole record, unknown fields of newer versions included. */
  record: JsonObject;
  /** ISO instant; trashed when set. */
  deleted_at: Date | null;
}

export interface Tables {
  projections: { document: string; journal_id: string; seq: number };
  entries: RecordTable & {
    started_at: Date;
    /** `YYYY-MM-DD`, the musician's day. */
    local_date: string;
    duration: number;
    type: string;
    instrument: string | null;
    mood: string | null;
    score_id: string | null;
    search: string;
    words: GeneratedAlways<string>;
  };
  entry_pieces: {
    entry_id: string;
    position: number;
    piece_id: string | null;
    piece_key: string;
    title: string;
    composer: string | null;
    minutes: number;
    /** The entry's, so that sums over a piece need not read the entries. */
    local_date: string;
    /** The entry is neither trashed nor a change of status. */
    is_practice: boolean;
    /** 1 where the entry names the piece for the first time, else 0. */
    sessions: number;
  };
  pieces: RecordTable & {
    title: string;
    composer: string | null;
    status: string;
    piece_key: string;
    /** Of its work, where that can be told. */
    work_key: string | null;
    search: string;
    folded: GeneratedAlways<string>;
  };
  goals: RecordTable & { type: string; status: string; score_id: string | null };
  scores: RecordTable & {
    sha256: string;
    title: string;
    /** Sorts as people count: `2.` before `10.`. */
    title_order: string;
    composer: string | null;
    /** Of its work, where that can be told. */
    work_key: string | null;
    created_at: Date;
    page_count: number;
    is_favourite: boolean;
    needs_review: boolean;
    search: string;
    folded: GeneratedAlways<string>;
    words: GeneratedAlways<string>;
  };
  page_texts: { sha256: string; page: number; text: string; words: GeneratedAlways<string> };
  /** By which version of the rules the keys of works were made. */
  work_keys: { version: string };
  page_fingerprints: { sha256: string; page: number; cells: string; bands: number[] };
  imports: RecordTable & { status: string; queued_at: Date; sha256: string | null };
  collections: RecordTable;
  /** The pieces of books. */
  contents: RecordTable & {
    score_id: string;
    first_page: number;
    piece_id: string | null;
    /** Title, composer and number of the work. */
    search: string;
    words: GeneratedAlways<string>;
  };
  plans: RecordTable & { status: string; source_template_id: string | null };
  occurrences: RecordTable & {
    plan_id: string;
    /** `YYYY-MM-DD`: the day that it is on; null where that is not known. */
    day: string | null;
    /** The day that the plan's rule gave it. */
    key_day: string | null;
    status: string;
  };
  templates: RecordTable;
  settings: RecordTable;
  timers: RecordTable;
  files: RecordTable;
  watchedFolders: RecordTable;
  /** What the PDFs of watched folders were like when last looked at. No record: it can be found out again. */
  watched_files: {
    path: string;
    folder_id: string;
    size_bytes: number;
    /** Milliseconds since 1970. */
    modified_ms: number;
    /** Null until the bytes have been read. */
    sha256: string | null;
    /** The import job that was made for it. */
    job_id: string | null;
    gone_since: Date | null;
  };
  kysely_migration: { name: string; timestamp: Generated<string> };
}
