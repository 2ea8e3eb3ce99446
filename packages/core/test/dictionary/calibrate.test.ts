import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LIKENESS } from '@mirubato/domain/dictionary';
import { unwrap } from '@mirubato/domain/problem';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Encoder, openEncoder } from '../../src/dictionary/encoder.ts';
import { encoderFile, readLookUp } from '../../src/dictionary/read-terms.ts';
import { calibrate, equate } from '../../src/dictionary/sentence-model/calibrate.ts';
import { openModelEncoder } from '../../src/dictionary/sentence-model/model-encoder.ts';
import { inspectModelFolder } from '../../src/dictionary/sentence-model/model-folder.ts';
import { cosinesOf, phrasePairs } from '../../src/dictionary/sentence-model/phrase-pairs.ts';
import { temporaryFolder } from '../temporary.ts';
import { modelFolder } from './sentence-models.ts';

const terms = (await readLookUp()).terms();
let reference: Encoder;
let encoder: Encoder;
beforeAll(async () => {
  reference = await openEncoder(encoderFile());
  encoder = unwrap(await openModelEncoder(unwrap(await inspectModelFolder(await modelFolder()))));
});
afterAll(async () => {
  await reference.close();
  await encoder.close();
});

describe('the scale of a model', () => {
  it('42.11 a threshold lets as many pairs of our phrases pass as it does by our encoder', async () => {
    const pairs = phrasePairs(terms, 256);
    const [ours, theirs] = [await cosinesOf(pairs, reference), await cosinesOf(pairs, encoder)];
    const scale = await calibrate(encoder, { terms, reference });
    const passing = (values: Float32Array, least: number) => values.filter((value) => value >= least).length;
    const scaled = theirs.values.map(scale);
    for (const least of [LIKENESS.ofUnknown, LIKENESS.ofKnown]) {
      const [asOurs, asTheirs] = [passing(ours.values, least), passing(scaled, least)];
      expect(asOurs).toBeGreaterThan(0);
      expect(asTheirs).toBeGreaterThanOrEqual(asOurs / 2);
      expect(asTheirs).toBeLessThanOrEqual(asOurs * 2);
      // Which says something: without the scale it is another number.
      expect(Math.abs(Math.log(passing(theirs.values, least) / asOurs))).toBeGreaterThan(Math.log(2));
    }
  });

  it('42.11 a model whose cosines are ours, pressed together, has our likenesses', async () => {
    const { values } = await cosinesOf(phrasePairs(terms, 64), reference);
    const pressed = values.map((value) => 0.7 + 0.3 * value);
    const { from, to } = equate(pressed, values);
    for (const [at, x] of from.entries())
      if (x > 0.7 && x < 1) expect(to[at]).toBeCloseTo((x - 0.7) / 0.3, 3);
    expect(from.length).toBeGreaterThan(8);
  });

  it('42.11 never falls, and 1 stays 1, whatever the cosines', () => {
    const cosines = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(cosines, cosines, (a, b) => {
        const size = Math.min(a.length, b.length);
        const { from, to } = equate(Float32Array.from(a.slice(0, size)), Float32Array.from(b.slice(0, size)));
        expect([from.at(0), from.at(-1), to.at(0), to.at(-1)]).toEqual([-1, 1, -1, 1]);
        expect(from).toEqual(from.toSorted((x, y) => x - y));
        expect(new Set(from).size).toBe(from.length);
        expect(to).toEqual(to.toSorted((x, y) => x - y));
      }),
    );
  });

  it('42.11 is kept, and made anew where it is torn or of another model', async () => {
    const cacheFile = join(await temporaryFolder(), 'scale.json');
    const first = await calibrate(encoder, { terms, reference, cacheFile });
    const written = await readFile(cacheFile, 'utf8');
    await utimes(cacheFile, 1, 1);
    const again = await calibrate(encoder, { terms, reference, cacheFile });
    expect((await stat(cacheFile)).mtimeMs).toBe(1000);
    expect([0.1, 0.5, 0.9].map(again)).toEqual([0.1, 0.5, 0.9].map(first));
    await writeFile(cacheFile, written.slice(0, 40));
    await calibrate(encoder, { terms, reference, cacheFile });
    expect(await readFile(cacheFile, 'utf8')).toBe(written);
    await calibrate({ ...encoder, fingerprint: 'another' }, { terms, reference, cacheFile });
    expect(await readFile(cacheFile, 'utf8')).not.toBe(written);
  });
});
