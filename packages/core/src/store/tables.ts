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
    has_notes: GeneratedAlways<boolean>;
    source: GeneratedAlways<string | null>;
  };
  /** Tags, techniques and goals of the entries outside the trash. */
  entry_labels: { kind: 'tag' | 'technique' | 'goal'; value: string; entry_id: string };
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
    /** As they were written. */
    measures: string | null;
    /** Beats per minute. */
    tempo: number | null;
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
  /** What reports add up: a row for each piece of an entry of practice, and one for what no piece has. */
  practice_shares: {
    entry_id: string;
    position: number;
    local_date: string;
    /** 0–23, of the start, on the clock where it happened. */
    hour: number;
    /** Names are codes of `report_names`. */
    type: number;
    instrument: number | null;
    mood: number | null;
    piece: number | null;
    composer: number | null;
    techniques: number[] | null;
    tags: number[] | null;
    goals: number[] | null;
    /** The share; those of an entry sum to its duration. */
    minutes: number;
    entry_minutes: number;
    /** The entry's first row, and its first of this composer: each is counted once. */
    is_first: boolean;
    is_first_of_composer: boolean;
    tempo: number | null;
  };
  /** Codes of names. One that nothing uses any more stays until the rows are made anew. */
  report_names: { code: Generated<number>; kind: string; key: string; name: string };
  savedReports: RecordTable;
  metronomePresets: RecordTable;
  reviews: RecordTable & {
    piece_id: string;
    /** The passage's key; empty for the whole piece. */
    passage: string;
    at: Date;
    /** `YYYY-MM-DD` */
    local_date: string;
    /** Null when this version does not know it: then it says nothing. */
    grade: string | null;
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
  /** A person's own, and their notes on those of the dictionary, which `term_id` names. */
  terms: RecordTable & { term_id: string | null };
  termFeedback: RecordTable & { term_id: string; created_at: Date };
  termLooks: RecordTable & { term_id: string | null; count: number; looked_at: Date };
  /** Few enough to be read all at once. */
  termSeeds: RecordTable;
  savedFilters: RecordTable;
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
  /** What changes have changed; see `history`. No projection: it outlives the rows being made anew. */
  record_history: {
    /** In the order in which they came to be known here. */
    seq: GeneratedAlways<string>;
    collection: string;
    record_id: string;
    at: Date;
    replica: string;
    changes: JsonObject;
  };
  /** One row: of which journal, and since when; null means from its beginning. */
  history_since: { journal_id: string; since: Date | null };
  kysely_migration: { name: string; timestamp: Generated<string> };
}
