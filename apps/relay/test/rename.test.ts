import { expect, it } from 'vitest';
import { entry } from './json-client.ts';
import { openRelay } from './relay.ts';
import { openCaller } from './rest-caller.ts';

it('24.8 a rename reaches the entries of those exact words, the repertoire and goals, and says how many entries', async () => {
  const relay = await openRelay();
  const [call, callAsOther] = [await openCaller(relay, 'u1'), await openCaller(relay, 'u2')];
  const was = { title: 'Mondschein', composer: 'Beethoven' };
  const is = { title: 'Moonlight Sonata', composer: 'Ludwig van Beethoven' };
  const [oldKey, newKey] = ['mondschein-beethoven', 'moonlight sonata-ludwig van beethoven'];
  await callAsOther('POST', '/api/sync/push', { changes: { entries: [entry('e1', { pieces: [was] })] } });
  await call('POST', '/api/sync/push', {
    changes: {
      entries: [
        entry('listed', { pieces: [{ title: 'Other' }, { ...was, tempo: 70 }] }),
        entry('scored', { pieces: [], scoreId: oldKey }),
        entry('titled', { pieces: [], scoreTitle: was.title, scoreComposer: was.composer }),
        entry('noComposer', { pieces: [{ title: was.title }] }),
        entry('otherCase', { pieces: [{ ...was, title: 'mondschein' }] }),
        entry('gone', { pieces: [was] }),
      ],
    },
  });
  await call('POST', '/api/sync/push', {
    changes: { entries: [{ id: 'gone', deletedAt: new Date().toISOString() }] },
  });
  await call('POST', '/api/repertoire', { scoreId: oldKey, difficultyRating: 3 });
  await call('POST', '/api/goals', { title: 'G', type: 'accuracy', scoreId: oldKey });

  expect((await call('PUT', '/api/pieces/update-name', { oldPiece: was, newPiece: is })).body).toEqual({
    success: true,
    updatedCount: 3,
    message: 'Updated 3 entries',
  });
  const { entries, goals } = (await call('POST', '/api/sync/pull', {})).body;
  const byId = new Map(entries.map((each: { id: string }) => [each.id, each]));
  expect(byId.get('listed')).toMatchObject({
    pieces: [{ title: 'Other' }, { ...is, id: newKey, tempo: 70 }],
  });
  expect(byId.get('scored')).toMatchObject({ scoreId: newKey });
  expect(byId.get('titled')).toMatchObject({
    scoreTitle: is.title,
    scoreComposer: is.composer,
    scoreId: newKey,
  });
  expect(byId.get('noComposer')).toMatchObject({ pieces: [{ title: was.title }] });
  expect(byId.get('otherCase')).toMatchObject({ pieces: [{ title: 'mondschein' }] });
  expect(goals).toMatchObject([{ scoreId: newKey }]);
  expect((await call('GET', '/api/repertoire')).body.items).toMatchObject([
    { scoreId: newKey, difficultyRating: 3, practiceCount: 3 },
  ]);
  const again = await call('PUT', '/api/pieces/update-name', { oldPiece: was, newPiece: is });
  expect(again.body.updatedCount).toBe(0);
  const others = (await callAsOther('POST', '/api/sync/pull', {})).body.entries;
  expect(others).toMatchObject([{ pieces: [was] }]);

  await call('POST', '/api/repertoire', { scoreId: oldKey });
  const clash = await call('PUT', '/api/pieces/update-name', { oldPiece: was, newPiece: is });
  expect(clash).toMatchObject({ status: 409, body: { success: false, code: 409 } });
});
