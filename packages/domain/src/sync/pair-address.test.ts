import { expect, it } from 'vitest';
import { pairToAddress, parsePairAddress, tokenOf } from './pair-address.ts';

it('an address is read as it was written', () => {
  const pair = { relayUrl: 'https://relay.example.org:8787/a b', code: 'H9DQ-GCJ8' };
  expect(parsePairAddress(` ${pairToAddress(pair)}\n`)).toEqual(pair);
});

it.each(['H9DQ-GCJ8', 'https://relay.example.org?code=1', 'mirubato://pair?code=1', ''])(
  '%j is no pairing address',
  (text) => expect(parsePairAddress(text)).toBeUndefined(),
);

it.each([
  ['https://relay.example.org/auth/verify?token=abc', 'abc'],
  ['https://relay.example.org/#token=abc', 'abc'],
  [' abc.def ', 'abc.def'],
])('the token in %j is %j', (text, token) => {
  expect(tokenOf(text)).toBe(token);
});
