/** What a book of several pieces holds: each piece with the pages it fills. Nothing is copied out of the book. */
import { z } from 'zod';
import { recordIdSchema } from '../ids.ts';
import { instantSchema } from '../logbook/local-day.ts';

/** More pieces than any book has; a hymnal of 900 numbers fits. */
export const MAX_CONTENTS = 2000;

const pageNumber = z.int().min(1).max(100_000);

/** Pages of the PDF, from 1, both included. One page may belong to two pieces. */
export const contentsInputSchema = z
  .object({
    /** Of an item that is there already; else it becomes a new one. */
    id: recordIdSchema.optional(),
    title: z.string().trim().min(1).max(200),
    composer: z.string().trim().max(200).nullish(),
    opus: z.string().trim().max(100).nullish(),
    firstPage: pageNumber,
    lastPage: pageNumber,
    /** Of the repertoire. */
    pieceId: recordIdSchema.nullish(),
  })
  .refine(({ firstPage, lastPage }) => firstPage <= lastPage, {
    message: 'The last page lies before the first.',
    path: ['lastPage'],
  });

export const contentsListSchema = z.object({
  items: z.array(contentsInputSchema).max(MAX_CONTENTS),
  /** False takes back that a person has looked. */
  isChecked: z.boolean().default(true),
});

/** As read from a journal. */
export const contentsItemSchema = z.looseObject({
  id: z.string(),
  scoreId: z.string().catch(''),
  title: z.string().catch(''),
  composer: z.string().nullable().catch(null),
  opus: z.string().nullable().catch(null),
  firstPage: z.int().min(1).catch(1),
  lastPage: z.int().min(1).catch(1),
  pieceId: z.string().nullable().catch(null),
  /** Among the pieces that begin on the same page. */
  position: z.number().catch(0),
  createdAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  updatedAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  deletedAt: instantSchema.nullable().catch(null),
});

export const contentsSources = ['outline', 'contents-page', 'headings'] as const;

/** What a machine takes a book to hold, until a person has looked. */
export const proposedContentsSchema = z.object({
  /** The PDF's outline, a printed page of contents, or the titles above the music. */
  source: z.enum(contentsSources),
  items: z.array(
    z.object({
      title: z.string(),
      composer: z.string().nullable(),
      opus: z.string().nullable(),
      firstPage: z.int(),
      lastPage: z.int(),
      confidence: z.number(),
    }),
  ),
});

export type ContentsInput = z.infer<typeof contentsInputSchema>;
export type ContentsList = z.infer<typeof contentsListSchema>;
export type ContentsItem = z.infer<typeof contentsItemSchema>;
export type ContentsSource = (typeof contentsSources)[number];
export type ProposedContents = z.infer<typeof proposedContentsSchema>;
