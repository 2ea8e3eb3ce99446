import { expect, it } from 'vitest';
import { entry } from './json-client.ts';
import { accessToken, openRelay } from './relay.ts';
import { type Call, openCaller } from './rest-caller.ts';

it('24.12 names are suggested from the caller’s own history alone, without regard to accents', async () => {
  const relay = await openRelay();
  const call = await openCaller(relay, 'u1');
  const callAsOther = await openCaller(relay, 'u2');
  const callAsNobody = await openCaller(relay, undefined);
  const dvorak = 'Antonín Dvořák';
  await call('POST', '/api/sync/push', {
    changes: {
      entries: [
        entry('e1', {
          pieces: [
            { title: 'Humoreske', composer: dvorak },
            { title: 'Étude', composer: 'Chopin' },
          ],
        }),
        entry('e2', { pieces: [{ title: 'Slawischer Tanz', composer: dvorak }] }),
        entry('e3', {
          pieces: [
            { title: 'Étude', composer: 'Czerny' },
            { title: 'Etude', composer: 'Czerny' },
          ],
        }),
        entry('e4', {
          pieces: [
            { title: 'Étude', composer: 'Czerny' },
            { title: 'Grande étude', composer: null },
          ],
        }),
      ],
    },
  });
  await call('POST', '/api/repertoire', { scoreId: 'largo-dvorakova' });
  const results = async (ask: Call, query: string) => (await ask('GET', `/api/autocomplete/${query}`)).body;
  expect(await results(call, 'composers?q=dvorak')).toEqual({
    results: [
      { value: 'Dvorakova', label: 'Dvorakova' },
      { value: dvorak, label: dvorak },
    ],
    total: 2,
  });
  expect(await results(call, 'composers?q=ANTONIN')).toMatchObject({
    results: [{ value: dvorak }],
    total: 1,
  });
  expect(await results(call, 'pieces?q=etude')).toEqual({
    results: [
      { value: 'Étude', label: 'Étude', metadata: { composer: 'Czerny' } },
      { value: 'Étude', label: 'Étude', metadata: { composer: 'Chopin' } },
      { value: 'Grande étude', label: 'Grande étude' },
    ],
    total: 3,
  });
  expect(await results(call, 'pieces?q=etude&composer=chop')).toMatchObject({ total: 1 });
  expect(await results(call, 'pieces?q=etude&limit=1')).toMatchObject({ results: [{}], total: 3 });
  expect((await results(call, 'pieces?q=etude&limit=1')).results).toHaveLength(1);
  expect(await results(call, 'pieces?q=e')).toEqual({ results: [] });
  expect(await results(callAsOther, 'pieces?q=etude')).toEqual({ results: [], total: 0 });
  expect(await results(callAsNobody, 'composers?q=dvorak')).toEqual({ results: [], total: 0 });
  const forged = await accessToken('u1', { secret: 'another secret of 32 bytes or more.' });
  const answer = await callAsNobody('GET', '/api/autocomplete/composers?q=dvorak', undefined, {
    authorization: `Bearer ${forged}`,
  });
  expect(answer).toMatchObject({ status: 200, body: { results: [], total: 0 } });
});
