import { z } from 'zod';
import { instantSchema } from '../logbook/local-day.ts';
import { importModes } from './job.ts';

/** `waiting`: not looked at since the start. `unreachable`: the folder or its drive is not there. */
export const watchedFolderStates = ['waiting', 'looking', 'watching', 'unreachable'] as const;

/** A folder whose PDFs are imported by themselves. A fact of one computer, as its path is. */
export const watchedFolderSchema = z.looseObject({
  id: z.string(),
  path: z.string().catch(''),
  mode: z.enum(importModes).catch('reference'),
  /** PDFs in it, at any depth, when it was last reached. */
  pdfCount: z.number().catch(0),
  /** When it was last reached. The record is written only when more than this has changed. */
  lookedAt: instantSchema.nullable().catch(null),
  unreachableSince: instantSchema.nullable().catch(null),
  createdAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  deletedAt: instantSchema.nullable().catch(null),
});

export const watchedFolderInputSchema = z.object({
  /** An absolute path. */
  path: z.string().min(1).max(1000),
  mode: z.enum(importModes).default('reference'),
});

export type WatchedFolderState = (typeof watchedFolderStates)[number];
export type WatchedFolder = z.infer<typeof watchedFolderSchema>;
export type WatchedFolderInput = z.infer<typeof watchedFolderInputSchema>;
