/** Notes, triads and keys by their names in the language of the interface: B flat is B in German, and B is H. */
import { type CircleKey, type Mode, type Note, noteName } from '@mirubato/domain/toolbox';
import type { TFunction } from 'i18next';

type Texts = TFunction<'toolbox'>;

export function noteText(note: Note, t: Texts): string {
  return t(`note.${noteName(note)}`);
}

/** "F♯m", in German "fis". */
export function triadText(root: Note, mode: Mode, t: Texts): string {
  const note = noteText(root, t);
  return t(`triad.${mode}`, { note, lower: note.toLocaleLowerCase() });
}

/** "F♯ minor"; of a diminished triad "F♯ diminished". */
export function circleKeyText(key: CircleKey, mode: Mode, t: Texts): string {
  const name = noteName(key.tonic[mode]);
  if (mode === 'major') return t(`scores:key.major.${name}`);
  if (mode === 'minor') return t(`scores:key.minor.${name.toLowerCase()}`);
  return t('circle.diminished', { note: noteText(key.tonic.diminished, t) });
}

/** "3 sharps" */
export function signatureText(fifths: number, t: Texts): string {
  if (fifths === 0) return t('circle.natural');
  return t(fifths > 0 ? 'circle.sharps' : 'circle.flats', { count: Math.abs(fifths) });
}
