/** Keys of the review. While a field is edited, only those are commands that do not write. */

export type ReviewCommand =
  | 'accept'
  | 'skip'
  | 'back'
  | 'leave'
  | 'leave-field'
  | 'open'
  | 'trash'
  | 'all-fields'
  | 'next-field'
  | 'previous-field'
  | 'next-line'
  | 'previous-line'
  | 'next-page'
  | 'previous-page';

/** `choice`: a field of choices; `choosing`: with its list open. */
export type FocusPlace = 'field' | 'choice' | 'choosing' | 'button' | 'elsewhere';

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

const everywhere: Readonly<Record<string, ReviewCommand>> = {
  Enter: 'accept',
  'alt+Enter': 'skip',
  ArrowDown: 'next-field',
  ArrowUp: 'previous-field',
  PageDown: 'next-page',
  PageUp: 'previous-page',
};

const inField: Readonly<Record<string, ReviewCommand>> = {
  ...everywhere,
  Escape: 'leave-field',
  'alt+ArrowDown': 'next-line',
  'alt+ArrowUp': 'previous-line',
};

const outsideField: Readonly<Record<string, ReviewCommand>> = {
  ...everywhere,
  Escape: 'leave',
  Backspace: 'back',
  z: 'back',
  o: 'open',
  m: 'all-fields',
  Delete: 'trash',
};

/** A held key goes on through fields and pages; everything else happens once. */
const repeated: readonly ReviewCommand[] = [
  'next-field',
  'previous-field',
  'next-line',
  'previous-line',
  'next-page',
  'previous-page',
];

export function commandOfKey(press: KeyPress, place: FocusPlace): ReviewCommand | undefined {
  if (press.ctrlKey || press.metaKey || place === 'choosing') return undefined;
  const name = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (place === 'button' && name === 'Enter' && !press.altKey) return undefined;
  // There the list opens.
  if (place === 'choice' && press.altKey && name.startsWith('Arrow')) return undefined;
  const commands = place === 'field' || place === 'choice' ? inField : outsideField;
  const command = commands[press.altKey ? `alt+${name}` : name];
  return command && press.repeat && !repeated.includes(command) ? undefined : command;
}
