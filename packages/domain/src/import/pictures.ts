/** Pictures of pages (photographs, scans) and how they become one score. */
import { z } from 'zod';

/**
 * `none`: as it is. `contrast`: grey on white paper, shadows gone. `black-and-white`: ink and paper, nothing between.
 */
export const pictureContrasts = ['none', 'contrast', 'black-and-white'] as const;

/** Degrees, clockwise, on top of what the picture says of itself (EXIF). */
export const pageRotations = [0, 90, 180, 270] as const;

/** A symphony's full score; beyond it the making takes long and the PDF is too large. */
export const MAX_PICTURE_PAGES = 200;

/** A page of A4 in colour at 600 dpi, unpacked, has 105 MB. */
export const MAX_PICTURE_BYTES = 120 * 1024 * 1024;

/** A3 at 600 dpi has 70 million. */
export const MAX_PICTURE_PIXELS = 100_000_000;

const fraction = z.number().min(0).max(1);

/** What rounding may add up to. */
const ROUNDING = 1e-6;

/** Less of a side than this is a slip of the hand. */
const MIN_CROP = 0.01;

/** Of width and height, from the top left of the upright picture before `rotation`. */
export const cropSchema = z
  .object({ left: fraction, top: fraction, width: fraction.min(MIN_CROP), height: fraction.min(MIN_CROP) })
  .refine(({ left, width }) => left + width <= 1 + ROUNDING, 'is wider than the picture')
  .refine(({ top, height }) => top + height <= 1 + ROUNDING, 'is higher than the picture');

export const WHOLE_PICTURE: Crop = { left: 0, top: 0, width: 1, height: 1 };

export const picturePageSchema = z.object({
  /** As the answer to its bytes named it. */
  pictureId: z.string().min(1).max(64),
  /** From 1; only a TIFF has more than one. */
  page: z.int().min(1).max(MAX_PICTURE_PAGES).default(1),
  crop: cropSchema.default(WHOLE_PICTURE),
  rotation: z.literal(pageRotations).default(0),
  contrast: z.enum(pictureContrasts).default('none'),
});

export const pictureScoreSchema = z.object({
  /** What a person calls the score; without it the title is read from the pages. */
  title: z.string().trim().min(1).max(200).optional(),
  /** In the order of the score. */
  pages: z.array(picturePageSchema).min(1).max(MAX_PICTURE_PAGES),
});

export type PictureContrast = (typeof pictureContrasts)[number];
export type PageRotation = (typeof pageRotations)[number];
export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
export type PicturePage = z.infer<typeof picturePageSchema>;
export type PictureScore = z.infer<typeof pictureScoreSchema>;

/** A picture whose bytes have come and can be read. */
export interface Picture {
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Upright, as its EXIF says. */
  readonly pages: readonly { readonly widthPx: number; readonly heightPx: number }[];
}

/** Names that pictures have. */
export function isPictureName(name: string): boolean {
  return /\.(?:png|jpe?g|jfif|webp|tiff?|heic|heif)$/i.test(name);
}

export function isWholePicture({ width, height }: Crop): boolean {
  return width >= 1 - ROUNDING && height >= 1 - ROUNDING;
}

/** The same part of the picture once that has been turned clockwise. */
export function turnCrop({ left, top, width, height }: Crop, rotation: PageRotation): Crop {
  // Rounding must not make a side less than nothing.
  const right = Math.max(0, 1 - left - width);
  const bottom = Math.max(0, 1 - top - height);
  if (rotation === 90) return { left: bottom, top: left, width: height, height: width };
  if (rotation === 180) return { left: right, top: bottom, width, height };
  if (rotation === 270) return { left: top, top: right, width: height, height: width };
  return { left, top, width, height };
}

/** One turn after the other, in degrees that may be negative. */
export function addRotation(rotation: PageRotation, degrees: number): PageRotation {
  return ((((rotation + degrees) % 360) + 360) % 360) as PageRotation;
}
