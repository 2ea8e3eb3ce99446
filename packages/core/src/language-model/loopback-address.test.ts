import { unwrap } from '@mirubato/domain/problem';
import { expect, it } from 'vitest';
import { parseLoopbackAddress } from './loopback-address.ts';

it.each([
  'http://192.168.1.2:11434/v1',
  'http://example.org/v1',
  'https://api.openai.com/v1',
  'http://127.0.0.1.nip.io/v1',
  'http://0.0.0.0:11434',
  'http://[::]:11434',
  'http://[::ffff:10.0.0.1]:11434',
  'http://user:password@127.0.0.1/v1',
  'http://localhost@example.org/v1',
  'http://localhost.example.org',
  'http://127.0.0.1/v1?to=http://example.org',
  'file:///etc/passwd',
  'nothing at all',
  '',
])('45.2 %s is no address of this computer', (address) => {
  expect(parseLoopbackAddress(address)).toMatchObject({ ok: false, problem: { code: 'model-not-local' } });
});

it.each([
  ['127.0.0.1:11434', 'http://127.0.0.1:11434/v1'],
  [' http://localhost:1234/v1/ ', 'http://localhost:1234/v1'],
  ['http://[::1]:8080/api', 'http://[::1]:8080/api'],
  ['http://2130706433:1', 'http://127.0.0.1:1/v1'],
])('45.2 %s is %s', (address, written) => {
  expect(unwrap(parseLoopbackAddress(address))).toBe(written);
});
