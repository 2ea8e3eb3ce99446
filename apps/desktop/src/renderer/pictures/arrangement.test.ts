import { expect, it } from 'vitest';
import {
  applyToAll,
  changePage,
  movePage,
  type Pages,
  pagesOf,
  removePage,
  scoreOf,
  turnPage,
} from './arrangement.ts';

const size = { widthPx: 30, heightPx: 40 };
const pages: Pages = ['a', 'b', 'c'].flatMap((id) =>
  pagesOf({ id, fileName: `${id}.png`, sizeBytes: 1, pages: [size] }),
);
const keys = (some: Pages) => some.map(({ picture }) => picture.id).join('');

it('takes each page of a picture', () => {
  const scan = { id: 's', fileName: 's.tif', sizeBytes: 1, pages: [size, size] };
  expect(pagesOf(scan).map(({ page }) => page)).toEqual([1, 2]);
});

it('moves a page, and no further than to an end', () => {
  expect(keys(movePage(pages, 'a 1', 1))).toBe('bac');
  expect(keys(movePage(pages, 'c 1', 0))).toBe('cab');
  expect(keys(movePage(pages, 'b 1', 9))).toBe('acb');
  expect(movePage(pages, 'a 1', -1)).toBe(pages);
});

it('turns and changes one page, and removes it', () => {
  const turned = turnPage(turnPage(pages, 'b 1', -90), 'b 1', -90);
  expect(turned.map(({ rotation }) => rotation)).toEqual([0, 180, 0]);
  expect(changePage(pages, 'c 1', { contrast: 'contrast' })[2]?.contrast).toBe('contrast');
  expect(keys(removePage(pages, 'b 1'))).toBe('ac');
});

it('treats all as one', () => {
  const crop = { left: 0.1, top: 0.1, width: 0.5, height: 0.5 };
  const changed = changePage(pages, 'a 1', { crop, contrast: 'black-and-white' });
  const all = applyToAll(changed, changed[0] as Pages[number]);
  expect(all.every((page) => page.crop === crop && page.contrast === 'black-and-white')).toBe(true);
  expect(keys(all)).toBe('abc');
});

it('asks for a title only when one is given', () => {
  expect(scoreOf(pages, '  ')).not.toHaveProperty('title');
  expect(scoreOf(pages, ' Elegy ')).toMatchObject({ title: 'Elegy', pages: [{ pictureId: 'a' }, {}, {}] });
});
