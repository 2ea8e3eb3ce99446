import { expect, it } from 'vitest';
import { measureRangesOf, passageOf } from './passage.ts';

it('33.2 knows the same measures however they are written', () => {
  for (const written of [
    '12-16',
    '12–16',
    'mm. 12 - 16',
    'Takt 16-12',
    'bars 12 to 16',
    'T. 12 bis 16',
    ' m 12—16 ',
  ]) {
    expect(passageOf(written), written).toEqual({ key: '12–16', label: '12–16' });
  }
  expect(passageOf('24; 1-8, 24')?.label).toBe('1–8, 24');
  expect(passageOf('measure 7')?.key).toBe('7');
});

it('33.2 takes anything else for a label', () => {
  expect(passageOf('  The  Coda ')).toEqual({ key: 'the coda', label: 'The Coda' });
  expect(passageOf('Takt der Wende')?.key).toBe('takt der wende');
  expect(passageOf('1-8 left hand')?.label).toBe('1-8 left hand');
  expect(measureRangesOf('1-8 left hand')).toEqual([]);
  for (const nothing of ['', '   ', null, undefined]) expect(passageOf(nothing)).toBeNull();
});
