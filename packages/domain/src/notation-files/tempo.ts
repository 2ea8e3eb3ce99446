/** The tempo over the first measure, as it is printed: "Andante (♩ = 72)". */
import { foldWord, speedWords } from '../scores/tempo-words.ts';
import { all, first, textOf, type XmlNode } from './xml-node.ts';

/** A longer text is no tempo. */
const MAX_CHARACTERS = 100;

const characterByUnit: Readonly<Record<string, string>> = {
  half: '𝅗𝅥',
  quarter: '♩',
  eighth: '♪',
  '16th': '𝅘𝅥𝅯',
};

/** Undefined where the first measure says nothing of it; a tempo for playing alone is not printed. */
export function tempoOf(measure: XmlNode): string | undefined {
  let text = '';
  let mark = '';
  for (const direction of all(measure, 'direction')) {
    const types = all(direction, 'direction-type');
    const words = types.flatMap((type) => all(type, 'words').map((node) => textOf(node))).join(' ');
    const isPlayed = first(direction, 'sound')?.['@tempo'] !== undefined;
    if (text === '' && (isPlayed || hasSpeed(words))) text = words;
    mark ||= types.map((type) => markOf(first(type, 'metronome'))).find(Boolean) ?? '';
  }
  const plain = text
    .replace(/\s+/g, ' ')
    .replace(/[\s(=]+$/, '')
    .trim();
  const whole = mark === '' ? plain : plain === '' ? mark : `${plain} (${mark})`;
  return whole === '' || whole.length > MAX_CHARACTERS ? undefined : whole;
}

function hasSpeed(words: string): boolean {
  return words.split(/[\s,.;()-]+/).some((word) => speedWords.has(foldWord(word)));
}

function markOf(metronome: XmlNode | undefined): string {
  const unit = characterByUnit[textOf(first(metronome, 'beat-unit'))];
  const perMinute = textOf(first(metronome, 'per-minute'));
  if (!unit || !/\d/.test(perMinute)) return '';
  return `${unit}${first(metronome, 'beat-unit-dot') ? '.' : ''} = ${perMinute}`;
}
