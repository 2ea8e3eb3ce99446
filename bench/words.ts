/** Word lists that titles, notes and page texts are made of. */
import type { Random } from './random.ts';

export const composers = [
  ...[
    'Johann Sebastian Bach',
    'Ludwig van Beethoven',
    'Frédéric Chopin',
    'Robert Schumann',
    'Franz Schubert',
  ],
  ...['Wolfgang Amadeus Mozart', 'Claude Debussy', 'Johannes Brahms', 'Antonín Dvořák', 'Edvard Grieg'],
  ...['Joseph Haydn', 'Gabriel Fauré', 'Camille Saint-Saëns', 'Erik Satie', 'Clara Schumann', 'Fanny Hensel'],
  ...[
    'Domenico Scarlatti',
    'Georg Friedrich Händel',
    'Felix Mendelssohn',
    'Sergei Rachmaninoff',
    'Béla Bartók',
  ],
  ...[
    'Isaac Albéniz',
    'Enrique Granados',
    'Leoš Janáček',
    'Muzio Clementi',
    'Carl Czerny',
    'Cécile Chaminade',
  ],
  ...['Amy Beach', 'Scott Joplin', 'Alexander Scriabin', 'Maurice Ravel', 'Francis Poulenc', 'Jean Sibelius'],
  ...['Henry Purcell', 'François Couperin', 'Jean-Philippe Rameau', 'Louise Farrenc', 'Mauro Giuliani'],
] as const;

const forms = [
  ...[
    'Sonata',
    'Sonatina',
    'Prelude',
    'Fugue',
    'Nocturne',
    'Ballade',
    'Waltz',
    'Mazurka',
    'Étude',
    'Impromptu',
  ],
  ...['Scherzo', 'Rondo', 'Minuet', 'Partita', 'Suite', 'Invention', 'Barcarolle', 'Berceuse', 'Romance'],
  ...[
    'Fantasia',
    'Variations',
    'Capriccio',
    'Humoresque',
    'Rhapsody',
    'Toccata',
    'Lied',
    'Serenade',
    'Arabesque',
  ],
] as const;

const keys = ['C', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'] as const;

const practiceWords =
  'slow practice with metronome left hand alone then hands together bars from the middle fingering still unsure dynamics softer at the end voicing of the melody pedal too long trill even wrist relaxed memory slip in the coda better than yesterday teacher says lighter'.split(
    ' ',
  );

export function pieceTitle(random: Random): string {
  const opus = random.chance(0.7) ? `, Op. ${1 + random.below(120)} No. ${1 + random.below(12)}` : '';
  const mode = random.chance(0.5) ? 'major' : 'minor';
  return `${random.pick(forms)} No. ${1 + random.below(32)} in ${random.pick(keys)} ${mode}${opus}`;
}

export function practiceNote(random: Random): string {
  return Array.from({ length: 8 + random.below(25) }, () => random.pick(practiceWords)).join(' ');
}

/** Made-up words as lyrics and prefaces have them: none of them stands in a title. */
export function vocabulary(random: Random, size: number): string[] {
  const syllables = 'la ri mo te su na ve ko li da pe ro si ma tu gra fle sto bri che lun zar wen dol'.split(
    ' ',
  );
  const words = new Set<string>();
  while (words.size < size) {
    words.add(Array.from({ length: 2 + random.below(3) }, () => random.pick(syllables)).join(''));
  }
  return [...words];
}
