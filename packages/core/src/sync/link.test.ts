import { expect, it } from 'vitest';
import { backOffMs } from './link.ts';
import { parseRelayUrl } from './relay-api.ts';

it('3.2 the wait doubles from a second to a minute, and half of it is chance', () => {
  const least = Array.from({ length: 9 }, (_, failures) => backOffMs(failures, () => 0));
  const most = Array.from({ length: 9 }, (_, failures) => backOffMs(failures, () => 1));
  expect(most).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect(least).toEqual(most.map((ms) => ms / 2));
});

it.each([
  ['relay.example.org', 'https://relay.example.org'],
  ['https://relay.example.org/', 'https://relay.example.org'],
  [' http://localhost:8787/mirubato/ ', 'http://localhost:8787/mirubato'],
  ['ftp://relay.example.org', undefined],
  ['https://user:secret@relay.example.org', undefined],
  ['', undefined],
])('reads %j as the address %j', (text, address) => {
  expect(parseRelayUrl(text)).toBe(address);
});
