import { expect, it } from 'vitest';
import { instrumentsOfLine } from './instruments.ts';

it.each([
  ['Sonata for Violin and Piano', 'Violin, Piano'],
  ['für eine Singstimme mit Klavierbegleitung', 'Voice'],
  ['Piano', 'Piano'],
  ['Violin I', 'Violin'],
  ['Clarinet in B♭', 'Clarinet'],
  ['Pour deux Guitares', ''],
  ['Trio pour piano, violon et violoncelle', 'Piano, Violin, Cello'],
  ['für Gesang und Pianoforte', 'Voice, Piano'],
  ['for Viola da gamba and Basso continuo', 'Viola da gamba, Continuo'],
  ['SATB Choir and Organ', 'Choir, Organ'],
  ['The Piano Lesson', ''],
  ['Horn Pipe', ''],
])('%s', (text, wanted) => expect(instrumentsOfLine(text).join(', ')).toBe(wanted));
