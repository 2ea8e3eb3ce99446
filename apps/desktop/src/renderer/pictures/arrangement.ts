/** The pages of a score that is to be made of pictures: their order, and what becomes of each. */
import {
  addRotation,
  type Crop,
  type PageRotation,
  type Picture,
  type PictureContrast,
  type PictureScore,
  WHOLE_PICTURE,
} from '@mirubato/domain/import';

export interface ArrangedPage {
  /** Of this page here; a picture may have several. */
  readonly key: string;
  readonly picture: Picture;
  /** Of the picture, from 1. */
  readonly page: number;
  /** Of the upright picture, before `rotation`. */
  readonly crop: Crop;
  readonly rotation: PageRotation;
  readonly contrast: PictureContrast;
}

export type Pages = readonly ArrangedPage[];

export function pagesOf(picture: Picture): ArrangedPage[] {
  return picture.pages.map((_, index) => ({
    key: `${picture.id} ${index + 1}`,
    picture,
    page: index + 1,
    crop: WHOLE_PICTURE,
    rotation: 0,
    contrast: 'none',
  }));
}

/** @param to place from 0; one beyond either end is that end */
export function movePage(pages: Pages, key: string, to: number): Pages {
  const from = pages.findIndex((page) => page.key === key);
  const page = pages[from];
  const place = Math.max(0, Math.min(pages.length - 1, to));
  if (!page || place === from) return pages;
  const rest = pages.filter((one) => one !== page);
  return [...rest.slice(0, place), page, ...rest.slice(place)];
}

export function changePage(
  pages: Pages,
  key: string,
  changes: Partial<Pick<ArrangedPage, 'crop' | 'rotation' | 'contrast'>>,
): Pages {
  return pages.map((page) => (page.key === key ? { ...page, ...changes } : page));
}

/** @param degrees clockwise */
export function turnPage(pages: Pages, key: string, degrees: number): Pages {
  return pages.map((page) =>
    page.key === key ? { ...page, rotation: addRotation(page.rotation, degrees) } : page,
  );
}

/** Every page is treated as this one. */
export function applyToAll(pages: Pages, { crop, rotation, contrast }: ArrangedPage): Pages {
  return pages.map((page) => ({ ...page, crop, rotation, contrast }));
}

export function removePage(pages: Pages, key: string): Pages {
  return pages.filter((page) => page.key !== key);
}

/** As the core is asked for it. */
export function scoreOf(pages: Pages, title: string): PictureScore {
  return {
    ...(title.trim() !== '' && { title: title.trim() }),
    pages: pages.map(({ picture, page, crop, rotation, contrast }) => ({
      pictureId: picture.id,
      page,
      crop,
      rotation,
      contrast,
    })),
  };
}
