import { z } from 'zod';
import { instantSchema } from '../logbook/local-day.ts';

/**
 * A job's states; the last five are final. `reading` is shown, never stored. `duplicate` names the score that
 * already has these bytes.
 */
export const importStatuses = [
  'queued',
  'reading',
  'needs-review',
  'done',
  'duplicate',
  'failed',
  'cancelled',
] as const;
export const openImportStatuses = ['queued', 'reading'] as const;

/** `copy`: the bytes are copied into the library. `reference`: the file stays where it is. */
export const importModes = ['copy', 'reference'] as const;

export const importJobSchema = z.looseObject({
  id: z.string(),
  path: z.string(),
  fileName: z.string(),
  mode: z.enum(importModes).catch('copy'),
  /**
   * The bytes were sent to us and lie in our own inbox. They are removed once imported; those of a failed or
   * cancelled job stay, to be tried again, until it is cleared.
   */
  isUpload: z.boolean().catch(false),
  /** What a person called the score when they asked for it; null where the title is to be read. */
  givenTitle: z.string().nullable().catch(null),
  /** Shown, never stored: how far the PDF has been made of pictures. */
  made: z.object({ pages: z.number(), pageCount: z.number() }).nullable().catch(null),
  /** The watched folder that the file was found in; null when a person asked for it. */
  folderId: z.string().nullable().catch(null),
  status: z.enum(importStatuses).catch('failed'),
  sizeBytes: z.number().nullable().catch(null),
  sha256: z.string().nullable().catch(null),
  scoreId: z.string().nullable().catch(null),
  title: z.string().nullable().catch(null),
  composer: z.string().nullable().catch(null),
  titleConfidence: z.number().nullable().catch(null),
  composerConfidence: z.number().nullable().catch(null),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable().catch(null),
  queuedAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  finishedAt: instantSchema.nullable().catch(null),
  deletedAt: instantSchema.nullable().catch(null),
});

export const importRequestSchema = z.object({
  /** Absolute paths of PDFs or of folders, which are searched for PDFs. */
  paths: z.array(z.string().min(1).max(4096)).min(1).max(100_000),
  mode: z.enum(importModes).default('copy'),
});

export type ImportStatus = (typeof importStatuses)[number];
export type ImportMode = (typeof importModes)[number];
export type ImportJob = z.infer<typeof importJobSchema>;
export type ImportRequest = z.infer<typeof importRequestSchema>;

export function isOpen(status: ImportStatus): boolean {
  return (openImportStatuses as readonly string[]).includes(status);
}
