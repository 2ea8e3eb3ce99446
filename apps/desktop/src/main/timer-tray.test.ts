import { beforeEach, expect, test } from 'vitest';
import type { Command, TimerTray } from '../preload/preload.ts';
import { asElectron, createFakeElectron, type FakeElectron } from './fake-electron.ts';
import { serveTimer } from './timer-tray.ts';

const ours = { senderFrame: { url: 'app://mirubato/index.html' } };
const view: TimerTray = {
  icon: 'data:image/png;base64,',
  text: 'Practising, 12 min',
  title: '12',
  items: [
    { label: 'Pause', type: 'toggle-timer' },
    { label: 'Stop', type: 'stop-timer' },
  ],
};

let electron: FakeElectron;
let sent: Command[];

beforeEach(() => {
  electron = createFakeElectron('/unused');
  sent = [];
  serveTimer(asElectron(electron), (command) => sent.push(command));
});

const ask = (name: string, argument: unknown, event: object = ours) =>
  electron.ipcHandlers.get(name)?.(event, argument);

test('one tray shows the timer while there is one, and its menu acts on it', () => {
  ask('show-timer', view);
  ask('show-timer', { ...view, text: 'Practising, 13 min' });
  const [tray, ...others] = electron.trays;
  expect(others).toEqual([]);
  expect(tray).toMatchObject({ image: 'data:image/png;base64, 16', text: 'Practising, 13 min' });
  const menu = tray?.menu as { label: string; enabled?: boolean; click?: () => void }[];
  expect(menu.map(({ label }) => label)).toEqual(['Practising, 13 min', 'Pause', 'Stop']);
  for (const { click } of menu) click?.();
  expect(sent).toEqual([{ type: 'toggle-timer' }, { type: 'stop-timer' }]);
  ask('show-timer', null);
  expect(tray?.isDestroyed).toBe(true);
  ask('show-timer', view);
  expect(electron.trays).toHaveLength(2);
});

test('a key works in every program until another is chosen, or none', () => {
  electron.told.takenShortcuts = ['Control+Alt+T'];
  expect(ask('set-shortcut', 'Control+Alt+P')).toBe(true);
  electron.shortcuts.get('Control+Alt+P')?.();
  expect(sent).toEqual([{ type: 'toggle-timer' }]);
  expect(ask('set-shortcut', 'Control+Alt+T')).toBe(false);
  expect(electron.shortcuts.size).toBe(0);
  expect(ask('set-shortcut', null)).toBe(true);
});

test.each(['show-timer', 'set-shortcut'])('%s is for the app itself alone', (name) => {
  const foreign = { senderFrame: { url: 'https://example.org/' } };
  expect(() => ask(name, null, foreign)).toThrow('Only the app itself');
});
