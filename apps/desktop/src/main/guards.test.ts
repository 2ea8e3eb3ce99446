import { beforeEach, describe, expect, test } from 'vitest';
import {
  asElectron,
  createFakeElectron,
  FakeContents,
  type FakeElectron,
  preventable,
} from './fake-electron.ts';
import { answerDialogs, guardContents, guardSession } from './guards.ts';

let electron: FakeElectron;

beforeEach(() => {
  electron = createFakeElectron('/unused');
});

describe('contents', () => {
  let contents: FakeContents;

  beforeEach(() => {
    contents = new FakeContents();
    guardContents(contents as never, asElectron(electron).shell);
  });

  function navigate(url: string) {
    const event = preventable({ url });
    contents.emit('will-navigate', event);
    return event.defaultPrevented;
  }

  test('the app itself may be loaded again', () => {
    expect(navigate('app://mirubato/')).toBe(false);
    expect(electron.told.openedOutside).toEqual([]);
  });

  test.each([
    'http://example.org/',
    'file:///etc/passwd',
    'app://mirubato.example.org/',
    'javascript:alert(1)',
    'not an address',
  ])('%s is neither loaded nor opened', (url) => {
    expect(navigate(url)).toBe(true);
    expect(contents.openHandler({ url })).toEqual({ action: 'deny' });
    expect(electron.told.openedOutside).toEqual([]);
  });

  test('a link of the web opens in the own browser', () => {
    expect(navigate('https://imslp.org/wiki/')).toBe(true);
    expect(contents.openHandler({ url: 'https://www.musicalion.com/' })).toEqual({ action: 'deny' });
    expect(electron.told.openedOutside).toEqual(['https://imslp.org/wiki/', 'https://www.musicalion.com/']);
  });

  test('nothing is embedded', () => {
    const event = preventable();
    contents.emit('will-attach-webview', event);
    expect(event.defaultPrevented).toBe(true);
  });
});

describe('permissions', () => {
  beforeEach(() => guardSession(asElectron(electron).session.defaultSession));

  test.each([
    ['fullscreen', true],
    ['clipboard-sanitized-write', true],
    ['media', false],
    ['geolocation', false],
    ['notifications', true],
    ['openExternal', false],
  ])('%s: %s', (permission, isGiven) => {
    const answers: boolean[] = [];
    electron.told.permissionRequest?.(new FakeContents(), permission, (answer) => answers.push(answer), {});
    expect(answers).toEqual([isGiven]);
    expect(electron.told.permissionCheck?.(null, permission, '', {})).toBe(isGiven);
  });

  test.each([
    [['audio'], true],
    [['video'], false],
    [['audio', 'video'], false],
  ])('media of %j: %s', (mediaTypes, isGiven) => {
    const answers: boolean[] = [];
    const take = (answer: boolean) => answers.push(answer);
    electron.told.permissionRequest?.(new FakeContents(), 'media', take, { mediaTypes });
    expect(answers).toEqual([isGiven]);
    const [mediaType = ''] = mediaTypes;
    expect(electron.told.permissionCheck?.(null, 'media', '', { mediaType })).toBe(mediaType === 'audio');
  });

  test('a page from elsewhere gets none', () => {
    const answers: boolean[] = [];
    const foreign = new FakeContents();
    foreign.getURL = () => 'https://example.org/';
    electron.told.permissionRequest?.(foreign, 'fullscreen', (answer) => answers.push(answer), {});
    expect(answers).toEqual([false]);
  });
});

describe('dialogs', () => {
  const ours = { senderFrame: { url: 'app://mirubato/index.html' } };
  const ask = (name: string, event: object) => electron.ipcHandlers.get(name)?.(event);

  beforeEach(() => answerDialogs(asElectron(electron)));

  test('files: several PDFs', async () => {
    electron.told.chosenPaths = ['/a.pdf', '/b.pdf'];
    expect(await ask('choose-files', ours)).toEqual(['/a.pdf', '/b.pdf']);
    expect(electron.told.dialogs[0]).toEqual({
      properties: ['openFile', 'multiSelections'],
      filters: [expect.objectContaining({ extensions: expect.arrayContaining(['pdf', 'musicxml', 'png']) })],
    });
  });

  test('folder: one, and none when the dialog is cancelled', async () => {
    expect(await ask('choose-folder', ours)).toEqual([]);
    expect(electron.told.dialogs[0]).toEqual({ properties: ['openDirectory'] });
  });

  test.each([{ senderFrame: { url: 'https://example.org/' } }, { senderFrame: null }])(
    '%j may not ask',
    async (event) => {
      await expect(ask('choose-files', event)).rejects.toThrow('Only the app itself');
      expect(electron.told.dialogs).toEqual([]);
    },
  );
});
