/** Keys of the viewer. Page turners and pedals send arrows, Page Up and Down, or Space. */
import type { Turn } from './turn.ts';

export type ViewerCommand =
  | Turn
  | 'fit'
  | 'invert'
  | 'practise'
  | 'contents'
  | 'words'
  | 'full-screen'
  | 'back';

const commandByKey: Readonly<Record<string, ViewerCommand>> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  PageDown: 'next',
  ' ': 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  PageUp: 'previous',
  Home: 'first',
  End: 'last',
  f: 'fit',
  i: 'invert',
  p: 'practise',
  c: 'contents',
  d: 'words',
  F11: 'full-screen',
  Escape: 'back',
};

type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** The command of a key press, or undefined: keys with Ctrl, Alt or Cmd are not the viewer's. */
export function commandOfKey({
  key,
  shiftKey,
  ctrlKey,
  metaKey,
  altKey,
}: KeyPress): ViewerCommand | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  if (shiftKey && key === ' ') return 'previous';
  if (shiftKey && key.toLowerCase() === 'f') return 'full-screen';
  return commandByKey[key.length === 1 ? key.toLowerCase() : key];
}
