import { expect, it } from 'vitest';
import { catalogueText, findCatalogueNumber } from './catalogue.ts';

const textOf = (text: string) => {
  const found = findCatalogueNumber(text);
  return found && catalogueText(found);
};

it.each([
  ['Sonata quasi una fantasia, Op. 27 No. 2', 'Op. 27 No. 2'],
  ['Op. 27/2', 'Op. 27 No. 2'],
  ['Opus 100.', 'Op. 100'],
  ['Opus 16 n°3', 'Op. 16 No. 3'],
  ['Op. 11  N° 4', 'Op. 11 No. 4'],
  ['op. 30, Nr. 3', 'Op. 30 No. 3'],
  ['Op 12, No 7', 'Op. 12 No. 7'],
  ['Op.42 no.1', 'Op. 42 No. 1'],
  ['Opus 89 n°12b', 'Op. 89 No. 12b'],
  ['op. posth. 72', 'Op. posth. 72'],
  ['соч. 39', 'Op. 39'],
  ['Praeludium BWV 846', 'BWV 846'],
  ['BWV Anh. 114', 'BWV Anh. 114'],
  ['KV 331', 'K. 331'],
  ['K. 545', 'K. 545'],
  ['K.V. 265', 'K. 265'],
  ['Hob. XVI:52', 'Hob. XVI:52'],
  ['Hob.XXVIa:26', 'Hob. XXVIa:26'],
  ['Hob. XXI:2', 'Hob. XXI:2'],
  ['D.717 (Op. 31)', 'D. 717'],
  ['D 960', undefined],
  ['RV 269', 'RV 269'],
  ['HWV 35', 'HWV 35'],
  ['TWV 40:201', 'TWV 40:201'],
  ['WoO 59', 'WoO 59'],
  ['S.172 No.4', 'S. 172 No. 4'],
  ['Wq. 117/2', 'Wq. 117/2'],
  ['Sz. 56', 'Sz. 56'],
  ['FWV 62', 'FWV 62'],
])('%s', (text, wanted) => expect(textOf(text)).toBe(wanted));

it.each([
  '1640-1710',
  'Opera in two acts',
  'Op.',
  'Shop 3',
  'No. 4',
  'Book 2',
  'J. S. Bach (1685-1750)',
  'Allegro M. M. 88',
])('%s has none', (text) => expect(textOf(text)).toBeUndefined());
