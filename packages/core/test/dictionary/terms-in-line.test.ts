import { termsInLine } from '@mirubato/domain/dictionary';
import { expect, it } from 'vitest';
import { readLookUp } from '../../src/dictionary/read-terms.ts';

const lookUp = await readLookUp();
const found = (line: string) =>
  termsInLine(lookUp, line).map(({ term, start, end }) => [line.slice(start, end), term.term]);

it.each([
  ['Allegro con brio', [['Allegro con brio', 'allegro con brio']]],
  [
    '(„dolce“) cresc., Lantern pizz.',
    [
      ['dolce', 'dolce'],
      ['cresc.', 'crescendo'],
      ['pizz.', 'pizzicato'],
    ],
  ],
  ['Lantern Walk', []],
  ['p 3 a', []],
  ['', []],
])('41.1 %j', (line, terms) => expect(found(line)).toEqual(terms));

it('41.2 none overlaps another, whatever the line', () => {
  const line = 'molto rit. e dim. al fine, D.C. al Coda – tempo I° (Presto)';
  let end = 0;
  for (const each of termsInLine(lookUp, line)) {
    expect(each.start).toBeGreaterThanOrEqual(end);
    end = each.end;
  }
  expect(end).toBeGreaterThan(0);
});
