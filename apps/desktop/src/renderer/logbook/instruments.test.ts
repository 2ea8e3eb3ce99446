import { readFileSync } from 'node:fs';
import i18next, { type TFunction } from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import { instrumentNames, instrumentToName, nameToInstrument } from './instruments.ts';

let german: TFunction;

beforeAll(async () => {
  const logbook = JSON.parse(readFileSync(new URL('../i18n/de/logbook.json', import.meta.url), 'utf8'));
  german = await i18next.createInstance().init({ lng: 'de', resources: { de: { logbook } } });
});

it('says a known instrument in the language of the interface and stores one name for it', () => {
  expect(instrumentToName('piano', german)).toBe('Klavier');
  expect(nameToInstrument(' klavier ', german)).toBe('piano');
  expect(instrumentNames(german)).toContain('Violine');
});

it('keeps any other as it was written', () => {
  expect(instrumentToName('hurdy-gurdy', german)).toBe('hurdy-gurdy');
  expect(nameToInstrument('Drehleier', german)).toBe('drehleier');
});
