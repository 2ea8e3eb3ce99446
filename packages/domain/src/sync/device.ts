import { z } from 'zod';
import { instantSchema } from '../logbook/local-day.ts';

/** Which PDFs of other devices a device fetches. */
export const pdfChoices = ['all', 'opened', 'none'] as const;
export type PdfChoice = (typeof pdfChoices)[number];

/** What was seen of each replica's edits: the latest stamp by replica. */
const seenSchema = z.record(z.string(), z.number());

/** A device's record about itself, in the journal's collection `devices` under the replica's name. */
export const deviceSchema = z.looseObject({
  name: z.string().max(100).catch(''),
  platform: z.string().max(50).catch(''),
  /** Written once a day at most. */
  lastSeenAt: instantSchema.nullable().catch(null),
  /** When it last had everything that `seen` names. */
  confirmedAt: instantSchema.nullable().catch(null),
  seen: seenSchema.catch({}),
  pdfs: z.enum(pdfChoices).catch('opened'),
  deletedAt: instantSchema.nullable().catch(null),
});

export type DeviceRecord = z.infer<typeof deviceSchema>;

/** What a device says of itself while it is connected, as its awareness state. */
export const presenceSchema = z.object({
  device: z.object({
    id: z.string().min(1).max(64),
    name: z.string().max(100),
    platform: z.string().max(50),
    seen: seenSchema,
  }),
});

export type Presence = z.infer<typeof presenceSchema>;

export const deviceNameSchema = z.string().trim().min(1).max(100);
