import { expect, it } from 'vitest';
import {
  addRotation,
  cropSchema,
  isPictureName,
  pageRotations,
  pictureScoreSchema,
  turnCrop,
} from './pictures.ts';

const crop = { left: 0.1, top: 0.2, width: 0.3, height: 0.4 };

it('turns a crop with its picture', () => {
  const quarter = turnCrop(crop, 90);
  expect(quarter.left).toBeCloseTo(0.4);
  expect(quarter.top).toBeCloseTo(0.1);
  expect([quarter.width, quarter.height]).toEqual([0.4, 0.3]);
});

it.each(pageRotations)('is back after %i degrees and the rest of the circle', (rotation) => {
  const back = turnCrop(turnCrop(crop, rotation), addRotation(0, -rotation));
  for (const side of ['left', 'top', 'width', 'height'] as const) expect(back[side]).toBeCloseTo(crop[side]);
});

it('refuses a crop that reaches beyond the picture or has next to nothing in it', () => {
  expect(cropSchema.safeParse(crop).success).toBe(true);
  expect(cropSchema.safeParse({ ...crop, left: 0.8 }).success).toBe(false);
  expect(cropSchema.safeParse({ ...crop, top: 0.7 }).success).toBe(false);
  expect(cropSchema.safeParse({ ...crop, width: 0 }).success).toBe(false);
});

it('takes a page as it is where nothing else is said', () => {
  const { pages } = pictureScoreSchema.parse({ pages: [{ pictureId: 'a' }] });
  expect(pages).toEqual([
    {
      pictureId: 'a',
      page: 1,
      rotation: 0,
      contrast: 'none',
      crop: { left: 0, top: 0, width: 1, height: 1 },
    },
  ]);
  expect(pictureScoreSchema.safeParse({ pages: [] }).success).toBe(false);
  expect(pictureScoreSchema.safeParse({ pages: [{ pictureId: 'a', rotation: 45 }] }).success).toBe(false);
});

it('knows pictures by their names', () => {
  const names = ['a.PNG', 'b.jpeg', 'c.tif', 'd.heic', 'e.pdf', 'png', 'f.svg'];
  expect(names.filter(isPictureName)).toEqual(['a.PNG', 'b.jpeg', 'c.tif', 'd.heic']);
});
