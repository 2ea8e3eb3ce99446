/**
 * The circle of fifths. A note is its place on the line of fifths: C is 0, G 1, F -1, F sharp 6, B flat -2. Spelling,
 * scales and triads are sums on that line, so that none has to be written down.
 */
export type Note = number;
export type Mode = 'major' | 'minor' | 'diminished';
export const modes = ['major', 'minor', 'diminished'] as const;

export interface CircleKey {
  /** 0 at the top, clockwise to 11. */
  readonly position: number;
  /** Sharps, or flats when negative. */
  readonly fifths: number;
  /** The major key, its relative minor, and the diminished triad on its seventh degree. */
  readonly tonic: Readonly<Record<Mode, Note>>;
  /** It is also written with the other accidentals. */
  readonly hasOtherSpelling: boolean;
}

export interface Triad {
  /** From 1. */
  readonly degree: number;
  readonly root: Note;
  readonly mode: Mode;
}

const LETTERS = 'FCGDAEB';
const MAJOR_SCALE = [0, 2, 4, -1, 1, 3, 5] as const;
const MINOR_SCALE = [0, 2, -3, -1, 1, -4, -2] as const;
const TRIADS: Readonly<Record<Mode, readonly Note[]>> = {
  major: [0, 4, 1],
  minor: [0, -3, 1],
  diminished: [0, -3, -6],
};
const MAJOR_DEGREES: readonly Mode[] = ['major', 'minor', 'minor', 'major', 'major', 'minor', 'diminished'];
const MINOR_DEGREES: readonly Mode[] = ['minor', 'diminished', 'major', 'minor', 'minor', 'major', 'major'];

/** @param isOther the other spelling where there is one: five sharps or seven flats, six or six, five flats or seven */
export function circleKey(position: number, isOther = false): CircleKey {
  const place = ((position % 12) + 12) % 12;
  const usual = place <= 6 ? place : place - 12;
  const hasOtherSpelling = Math.abs(usual) >= 5 && Math.abs(otherOf(usual)) <= 7;
  const fifths = isOther && hasOtherSpelling ? otherOf(usual) : usual;
  return {
    position: place,
    fifths,
    tonic: { major: fifths, minor: fifths + 3, diminished: fifths + 5 },
    hasOtherSpelling,
  };
}

/** "C", "F♯", "B♭", "F𝄪": the letter, then its accidentals. */
export function noteName(note: Note): string {
  const accidentals = Math.floor((note + 1) / 7);
  const letter = LETTERS[(((note + 1) % 7) + 7) % 7] ?? '';
  if (accidentals >= 2) return `${letter}𝄪`;
  if (accidentals <= -2) return `${letter}𝄫`;
  return letter + (accidentals === 1 ? '♯' : accidentals === -1 ? '♭' : '');
}

/** The sharps or flats in the order in which they are written. */
export function signatureNotes(fifths: number): Note[] {
  return Array.from({ length: Math.abs(fifths) }, (_, index) => (fifths > 0 ? 6 + index : -2 - index));
}

/** Seven notes upward; of a diminished triad those of its major key from there. */
export function scaleOf(tonic: Note, mode: Mode): Note[] {
  if (mode === 'diminished') {
    const scale = scaleOf(tonic - 5, 'major');
    return [...scale.slice(6), ...scale.slice(0, 6)];
  }
  return (mode === 'major' ? MAJOR_SCALE : MINOR_SCALE).map((step) => tonic + step);
}

export function triadOf(root: Note, mode: Mode): Note[] {
  return TRIADS[mode].map((step) => root + step);
}

/** The triads on the seven degrees; a minor key's are those of the natural minor. */
export function triadsIn(tonic: Note, mode: 'major' | 'minor'): Triad[] {
  const modesOf = mode === 'major' ? MAJOR_DEGREES : MINOR_DEGREES;
  return scaleOf(tonic, mode).map((root, index) => ({
    degree: index + 1,
    root,
    mode: modesOf[index] ?? 'major',
  }));
}

/**
 * MIDI numbers that go upward from the one above `from`: a chord or scale as it is played.
 * @param from the lowest that the first may be
 */
export function upwards(notes: readonly Note[], from = 57): number[] {
  let last = from - 1;
  return notes.map((note) => {
    const pitchClass = (((note * 7) % 12) + 12) % 12;
    last += ((((pitchClass - last - 1) % 12) + 12) % 12) + 1;
    return last;
  });
}

export function frequencyOf(midi: number): number {
  return 440 * 2 ** ((midi - 69) / 12);
}

function otherOf(fifths: number): number {
  return fifths > 0 ? fifths - 12 : fifths + 12;
}
