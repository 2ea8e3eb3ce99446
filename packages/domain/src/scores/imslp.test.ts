import { describe, expect, it } from 'vitest';
import { imslpFileUrl, imslpIdsIn } from './imslp.ts';

describe('IMSLP numbers', () => {
  it.each([
    ['IMSLP12345', ['IMSLP12345']],
    ['imslp #00042', ['IMSLP42']],
    ['IMSLP00001-PMLP01458-Beethoven_Op27.pdf', ['IMSLP1', 'PMLP1458']],
    ['https://imslp.org/wiki/Special:ReverseLookup/51970', ['IMSLP51970']],
    ['https://imslp.org/wiki/Special:ImagefromIndex/51970/hfab (IMSLP51970)', ['IMSLP51970']],
    ['https://imslp.org/wiki/Piano_Sonata_No.14', []],
    ['IMSLP12345678', []],
    ['SIMSLP12 12345', []],
  ])('28.6 %s', (text, expected) => expect(imslpIdsIn(text)).toEqual(expected));

  it('28.6 only the number of a file leads to one', () => {
    expect(imslpFileUrl(['PMLP1', 'IMSLP2'])).toBe('https://imslp.org/wiki/Special:ImagefromIndex/2');
    expect(imslpFileUrl(['PMLP1'])).toBeUndefined();
  });
});
