import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import de from '../i18n/de/scores.json' with { type: 'json' };
import en from '../i18n/en/scores.json' with { type: 'json' };
import { keyName, keySignatures, typedKeyName } from './key-names.ts';

const texts = i18next.createInstance();
beforeAll(() => texts.init({ lng: 'en', resources: { en: { scores: en }, de: { scores: de } } }));

const names = (language: string) =>
  keySignatures.map((fifths) => keyName(fifths, texts.getFixedT(language, 'scores')));

it('names the keys from seven flats to seven sharps', () => {
  expect(keySignatures[0]).toBe(-7);
  expect(keySignatures.at(-1)).toBe(7);
  expect(names('en')).toEqual([
    'C♭ major / A♭ minor',
    'G♭ major / E♭ minor',
    'D♭ major / B♭ minor',
    'A♭ major / F minor',
    'E♭ major / C minor',
    'B♭ major / G minor',
    'F major / D minor',
    'C major / A minor',
    'G major / E minor',
    'D major / B minor',
    'A major / F♯ minor',
    'E major / C♯ minor',
    'B major / G♯ minor',
    'F♯ major / D♯ minor',
    'C♯ major / A♯ minor',
  ]);
});

it('names them in German, where B is H and B flat is B', () => {
  expect(names('de')).toEqual([
    'Ces-Dur / as-Moll',
    'Ges-Dur / es-Moll',
    'Des-Dur / b-Moll',
    'As-Dur / f-Moll',
    'Es-Dur / c-Moll',
    'B-Dur / g-Moll',
    'F-Dur / d-Moll',
    'C-Dur / a-Moll',
    'G-Dur / e-Moll',
    'D-Dur / h-Moll',
    'A-Dur / fis-Moll',
    'E-Dur / cis-Moll',
    'H-Dur / gis-Moll',
    'Fis-Dur / dis-Moll',
    'Cis-Dur / ais-Moll',
  ]);
});

it('finds a key as it is typed', () => {
  expect(typedKeyName('E♭ major / C minor')).toContain('eb maj');
  expect(typedKeyName('Fis-Dur / dis-Moll')).toContain('fis dur');
});
