import { expect, it } from 'vitest';
import { commandOfKey, type FocusPlace } from './review-keys.ts';

const press = (key: string, more: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...more,
});
const all: FocusPlace[] = ['field', 'choice', 'button', 'elsewhere'];

it('writes letters into a field, and takes them for commands elsewhere', () => {
  for (const [key, command] of [
    ['z', 'back'],
    ['Z', 'back'],
    ['Backspace', 'back'],
    ['o', 'open'],
    ['m', 'all-fields'],
    ['Delete', 'trash'],
  ] as const) {
    expect(commandOfKey(press(key), 'elsewhere')).toBe(command);
    expect(commandOfKey(press(key), 'field')).toBeUndefined();
  }
});

it('accepts and skips from wherever one is, but presses a button', () => {
  expect(all.map((place) => commandOfKey(press('Enter'), place))).toEqual([
    'accept',
    'accept',
    undefined,
    'accept',
  ]);
  expect(new Set(all.map((place) => commandOfKey(press('Enter', { altKey: true }), place)))).toEqual(
    new Set(['skip']),
  );
});

it('leaves a field first and then the screen', () => {
  expect(commandOfKey(press('Escape'), 'field')).toBe('leave-field');
  expect(commandOfKey(press('Escape'), 'elsewhere')).toBe('leave');
});

it('takes nothing from an open list of choices, and accepts but once while a key is held', () => {
  expect(commandOfKey(press('Enter'), 'choosing')).toBeUndefined();
  expect(commandOfKey(press('Enter', { repeat: true }), 'field')).toBeUndefined();
  expect(commandOfKey(press('ArrowDown', { repeat: true }), 'field')).toBe('next-field');
  expect(commandOfKey(press('ArrowDown', { altKey: true }), 'field')).toBe('next-line');
  expect(commandOfKey(press('ArrowDown', { altKey: true }), 'choice')).toBeUndefined();
  expect(commandOfKey(press('z', { ctrlKey: true }), 'elsewhere')).toBeUndefined();
});
