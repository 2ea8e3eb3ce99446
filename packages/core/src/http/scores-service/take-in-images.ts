/** Pictures of pages, sent as data: addresses, become one score. */
import { type Picture, WHOLE_PICTURE } from '@mirubato/domain/import';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { z } from 'zod';
import type { Features } from '../../features.ts';
import { filedScore, imported, pending, type TakenIn } from './take-in.ts';

/** The original's limits. */
const MAX_IMAGES = 20;
const MAX_IMAGE_BYTES = 10 * 1024 * 1024;

export const imagesSchema = z.object({
  images: z
    .array(z.object({ data: z.string(), filename: z.string().trim().max(255).optional() }))
    .min(1)
    .max(MAX_IMAGES),
  metadata: z.object({ title: z.string().trim().min(1).max(200).optional() }).optional(),
});

/** Problems: `invalid-input`, `body-too-large`, those of a picture and of an import job. */
export async function takeInImages(
  features: Features,
  { images, metadata }: z.infer<typeof imagesSchema>,
  signal: AbortSignal,
): Promise<Result<TakenIn>> {
  const { pictures, scores } = features;
  const brought: Picture[] = [];
  const putAway = async (failed: Result<never>) => {
    for (const { id } of brought) await pictures.remove(id);
    return failed;
  };
  for (const [index, { data, filename }] of images.entries()) {
    const bytes = imageBytes(data);
    if (!bytes.ok) return putAway(bytes);
    const body = new Blob([new Uint8Array(bytes.value)]).stream();
    const picture = await pictures.addUpload(filename || `image-${index + 1}`, body);
    if (!picture.ok) return putAway(picture);
    brought.push(picture.value);
  }
  const pages = brought.map(({ id }) => ({
    pictureId: id,
    page: 1,
    rotation: 0 as const,
    contrast: 'none' as const,
    crop: WHOLE_PICTURE,
  }));
  const job = await pictures.makeScore({ pages, ...(metadata?.title && { title: metadata.title }) });
  if (!job.ok) return putAway(job);
  const scoreId = await filedScore(features, job.value, signal);
  if (!scoreId.ok) return scoreId;
  if (scoreId.value === null) return ok({ data: pending(job.value.id, job.value.fileName) });
  const score = await scores.score(scoreId.value);
  return score.ok ? ok(imported(score.value)) : score;
}

function imageBytes(address: string): Result<Buffer> {
  const [, base64] = /^data:image\/(?:png|jpe?g)(?:;[^,;]+)*;base64,(.*)$/is.exec(address) ?? [];
  if (base64 === undefined) return fail('invalid-input', 'Invalid image data: PNG or JPEG is read');
  const bytes = Buffer.from(base64, 'base64');
  const tooLarge = `An image may have ${MAX_IMAGE_BYTES / 1024 / 1024} MB at the most`;
  return bytes.length > MAX_IMAGE_BYTES ? fail('body-too-large', tooLarge) : ok(bytes);
}
