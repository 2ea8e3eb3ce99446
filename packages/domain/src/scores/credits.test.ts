import { expect, it } from 'vitest';
import { creditsOf } from './credits.ts';

it.each([
  ['Words by Georg Friedrich Daumer', [['lyricist', 'Georg Friedrich Daumer']]],
  ['Text: Heinrich Heine (1797-1856)', [['lyricist', 'Heinrich Heine']]],
  ['Words and music by Fanny Crosby, 1880', [['lyricist', 'Fanny Crosby']]],
  ['Paroles de Victor Hugo', [['lyricist', 'Victor Hugo']]],
  ['arr. Lowell Mason', [['arranger', 'Lowell Mason']]],
  ['Carl Glaser (1784-1829), arranged by Lowell Mason (1792-1872)', [['arranger', 'Lowell Mason']]],
  ['arranged for Guitar by Francisco Tárrega', [['arranger', 'Francisco Tárrega']]],
  ['Edited by Carl Czerny', [['editor', 'Carl Czerny']]],
  ['Herausgegeben von Hans Bischoff', [['editor', 'Hans Bischoff']]],
  [
    'Words by Heine, arr. by Franz Liszt',
    [
      ['lyricist', 'Heine'],
      ['arranger', 'Franz Liszt'],
    ],
  ],
  ['Larghetto', []],
  ['The Editor and the Poem', []],
  ['Ludwig van Beethoven', []],
])('%s', (line, wanted) => expect(creditsOf(line).map(({ role, name }) => [role, name])).toEqual(wanted));
