import { expect, it } from 'vitest';
import { changesBetween, patchBefore } from './history.ts';

it('names the fields that a person has changed, and no others', () => {
  const before = {
    duration: 30,
    tags: ['a'],
    pieces: [{ title: 'A', tempo: 60 }],
    updatedAt: 'x',
    notes: '',
  };
  const after = {
    duration: 45,
    tags: ['a'],
    pieces: [{ tempo: 60, title: 'A' }],
    updatedAt: 'y',
    mood: 'proud',
    notes: '',
  };
  expect(changesBetween('entries', before, after)).toEqual({ duration: [30, 45], mood: [null, 'proud'] });
  expect(changesBetween('entries', after, { ...after, updatedAt: 'z', localDate: '2026-01-01' })).toBeNull();
});

it('goes back over several changes, to what stood before the oldest', () => {
  const present = { title: 'C', status: 'learning', tags: ['x'], deletedAt: null };
  const changes = [
    { title: ['B', 'C'] as const },
    { deletedAt: ['2026-01-01T00:00:00.000Z', null] as const },
    { title: ['A', 'B'] as const, tags: [['x'], []] as const },
  ];
  expect(patchBefore(present, changes)).toEqual({ title: 'A' });
  expect(patchBefore(present, [])).toEqual({});
});
