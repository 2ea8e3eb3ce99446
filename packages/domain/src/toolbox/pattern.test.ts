import { expect, it } from 'vitest';
import {
  builtInPattern,
  builtInPatterns,
  hitsAt,
  layers,
  plainPattern,
  resizePattern,
  togglePattern,
} from './pattern.ts';

const text = (name: Parameters<typeof builtInPattern>[0]) => {
  const { pattern } = builtInPattern(name);
  return layers.map((layer) => pattern[layer].map((isHit) => (isHit ? 'x' : '.')).join('')).join(' ');
};

it('37.5 has the ten patterns of the original', () => {
  expect(builtInPatterns).toHaveLength(10);
  expect(text('basic')).toBe('x... .xxx .... .... ....');
  expect(text('waltz')).toBe('x.. .xx ... ... ...');
  expect(text('clave32')).toBe('x..x..x. ........ ..x..x.x xxxxxxxx ........');
  expect(text('bossa')).toBe('x..x..x. ........ ..x.x..x xxxxxxxx x.......');
  expect(text('shuffle')).toBe('x... ..x. .x.x x.x. ....');
  expect(text('sixeight')).toBe('x..x.. .xx.xx ...... ...... ......');
  expect(text('progressive')).toBe('x... .x.. ..x. ...x ....');
  expect(builtInPattern('sixeight')).toMatchObject({ beats: 6, beatValue: 8 });
  for (const { beats, pattern } of builtInPatterns) {
    for (const layer of layers) expect(pattern[layer]).toHaveLength(beats);
  }
});

it('37.5 is silent where a pattern was made longer, and forgets what was cut off', () => {
  const longer = resizePattern(plainPattern(2), 4);
  expect(longer.click).toEqual([false, true, false, false]);
  expect(resizePattern(longer, 1).click).toEqual([false]);
});

it('37.5 changes one hit and no other', () => {
  const changed = togglePattern(plainPattern(3), 'shaker', 1);
  expect(hitsAt(changed, 0)).toEqual(['accent']);
  expect(hitsAt(changed, 1)).toEqual(['click', 'shaker']);
  expect(togglePattern(changed, 'shaker', 1)).toEqual(plainPattern(3));
});
