/** The pieces of a book: what a person has said it holds, and what the reader proposes. */
import {
  type ContentsItem,
  type ContentsList,
  contentsItemSchema,
  type ProposedContents,
} from '@mirubato/domain/contents';
import type { RecordEdit } from '@mirubato/domain/journal';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { scoreSchema } from '@mirubato/domain/scores';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import { readDerivedText } from '../scores/derived-texts.ts';
import { jsonFields, notFound } from '../store/record-edits.ts';

export interface BookContents {
  /** In the order of their pages. */
  readonly items: ContentsItem[];
  /** Null where the reader found no book, or has not read the PDF on this computer. */
  readonly proposed: ProposedContents | null;
  /** Whether a person has said which pieces it holds, if any. */
  readonly isChecked: boolean;
}

/** Where a piece of the repertoire stands in a book. */
export type PlaceInBook = Pick<ContentsItem, 'id' | 'scoreId' | 'firstPage' | 'lastPage'>;

export interface Contents {
  contents(scoreId: string): Promise<Result<BookContents>>;
  /**
   * Makes these the pieces of the book: those it had and that are not among them are taken out. An item keeps its
   * id, also one that had been taken out. Problems `not-found`, `invalid-input` (a page that the book has not).
   */
  replaceContents(scoreId: string, list: ContentsList): Promise<Result<BookContents>>;
  placesOf(pieceId: string): Promise<PlaceInBook[]>;
}

export function createContents(context: CoreContext): Contents {
  const { journal, store, directory } = context;

  return {
    contents,
    async replaceContents(scoreId, { items: given, isChecked }) {
      const present = await itemsOf(scoreId);
      const changed = await journal.edit((view) => {
        const record = view.read('scores', scoreId);
        if (!record) return notFound('scores', scoreId);
        const { pageCount } = scoreSchema.parse({ ...record, id: scoreId });
        const beyond = given.find(({ lastPage }) => pageCount > 0 && lastPage > pageCount);
        if (beyond)
          return fail('invalid-input', `"${beyond.title}" ends on page ${beyond.lastPage} of ${pageCount}.`);
        const now = instantNow(context);
        const items = given.map(({ id = context.newId(), ...fields }, position) => ({
          id,
          fields: { ...fields, position },
        }));
        const foreign = items.find(({ id }) => {
          const other = view.read('contents', id);
          return other && other.scoreId !== scoreId;
        });
        if (foreign) return fail('conflict', `${foreign.id} belongs to another book.`);
        const kept = new Set(items.map(({ id }) => id));
        const edits: RecordEdit[] = [
          ...items.map(({ id, fields }) => ({
            collection: 'contents',
            id,
            fields: jsonFields({
              ...(view.read('contents', id) ? {} : { createdAt: now }),
              composer: null,
              opus: null,
              pieceId: null,
              ...fields,
              scoreId,
              updatedAt: now,
              deletedAt: null,
            }),
          })),
          ...present
            .filter(({ id }) => !kept.has(id))
            .map(({ id }) => ({ collection: 'contents', id, fields: { deletedAt: now } })),
          { collection: 'scores', id: scoreId, fields: { contentsCheckedAt: isChecked ? now : null } },
        ];
        return ok({ edits, value: undefined });
      });
      return changed.ok ? contents(scoreId) : changed;
    },
    async placesOf(pieceId) {
      const rows = await store.db
        .selectFrom('contents')
        .select('record')
        .where('piece_id', '=', pieceId)
        .where('deleted_at', 'is', null)
        .orderBy('score_id')
        .orderBy('first_page')
        .execute();
      return rows.map(({ record }) => {
        const { id, scoreId, firstPage, lastPage } = contentsItemSchema.parse(record);
        return { id, scoreId, firstPage, lastPage };
      });
    },
  };

  async function contents(scoreId: string): Promise<Result<BookContents>> {
    const row = await store.db
      .selectFrom('scores')
      .select(['record', 'sha256'])
      .where('id', '=', scoreId)
      .executeTakeFirst();
    if (!row) return notFound('scores', scoreId);
    return ok({
      items: await itemsOf(scoreId),
      proposed: await proposedFor(row.sha256),
      isChecked: scoreSchema.parse(row.record).contentsCheckedAt !== null,
    });
  }

  async function itemsOf(scoreId: string): Promise<ContentsItem[]> {
    const rows = await store.db
      .selectFrom('contents')
      .select('record')
      .where('score_id', '=', scoreId)
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .execute();
    return rows
      .map(({ record }) => contentsItemSchema.parse(record))
      .sort((a, b) => a.firstPage - b.firstPage || a.position - b.position);
  }

  async function proposedFor(sha256: string): Promise<ProposedContents | null> {
    return (await readDerivedText(directory, sha256))?.contents ?? null;
  }
}
