import { expect, it } from 'vitest';
import { commandOfKey } from './viewer-keys.ts';

const press = (key: string, held: Partial<KeyboardEventInit> = {}) =>
  commandOfKey({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

it.each(['ArrowRight', 'ArrowDown', 'PageDown', ' '])('%j turns on', (key) =>
  expect(press(key)).toBe('next'),
);

it.each(['ArrowLeft', 'ArrowUp', 'PageUp'])('%j turns back', (key) => expect(press(key)).toBe('previous'));

it('knows what Shift makes of a key', () => {
  expect(press(' ', { shiftKey: true })).toBe('previous');
  expect(press('f')).toBe('fit');
  expect(press('F', { shiftKey: true })).toBe('full-screen');
  expect(press('I')).toBe('invert');
});

it('leaves the keys of the browser and the palette alone', () => {
  expect(press('f', { ctrlKey: true })).toBeUndefined();
  expect(press('ArrowLeft', { altKey: true })).toBeUndefined();
  expect(press('q')).toBeUndefined();
});
