/** Instruments with a name in each language. Stored is the English one, or whatever else a person wrote. */
import type { TFunction } from 'i18next';

const instruments = ['piano', 'violin', 'viola', 'cello', 'guitar', 'flute', 'clarinet', 'trumpet', 'voice'];

export function instrumentNames(t: TFunction): string[] {
  return instruments.map((instrument) => t(`logbook:instrument.${instrument}`));
}

export function instrumentToName(instrument: string, t: TFunction): string {
  return instruments.includes(instrument) ? t(`logbook:instrument.${instrument}`) : instrument;
}

export function nameToInstrument(name: string, t: TFunction): string {
  const wanted = name.trim().toLowerCase();
  const known = instruments.find(
    (instrument) => t(`logbook:instrument.${instrument}`).toLowerCase() === wanted,
  );
  return known ?? wanted;
}
