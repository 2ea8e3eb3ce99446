import { expect, it } from 'vitest';
import type { EntryPiece } from '../logbook/entry.ts';
import { namesTakenBack, renamed } from './naming.ts';
import { pieceKey } from './piece-key.ts';

const mondschein = { id: 'm', key: pieceKey('Mondschein', null) };
const name = { pieceId: 'm', title: 'Sonata Op. 27 No. 2', composer: 'Ludwig van Beethoven' };
const pieces = [
  { pieceId: 'm', title: 'Mondschein', measures: '1-8' },
  { title: 'mondschein' },
  { pieceId: 'other', title: 'Mondschein' },
] as EntryPiece[];

it('33.8 renames what names the piece, and nothing else', () => {
  const after = renamed(pieces, mondschein, () => name);
  expect(after).toEqual([{ ...name, measures: '1-8' }, name, pieces[2]]);
  expect(renamed(pieces.slice(2), mondschein, () => name)).toBeUndefined();
});

it('33.11 takes names back and leaves what was changed since', () => {
  const after = renamed(pieces, mondschein, () => name) ?? [];
  const since = [{ ...after[0], tempo: 60 }, { ...after[1], title: 'Moonlight' }, after[2]] as EntryPiece[];
  expect(namesTakenBack(since, pieces, after)).toEqual([
    { pieceId: 'm', title: 'Mondschein', composer: null, measures: '1-8', tempo: 60 },
    since[1],
    pieces[2],
  ]);
});
