import { timerModeSchema } from '@mirubato/domain/timer';
import { expect, it } from 'vitest';
import { draftToMode, emptySegment, modeToDraft } from './mode-draft.ts';

const key = () => '';
const planned = timerModeSchema.parse({
  kind: 'segments',
  movesOn: 'by-key',
  segments: [
    { label: 'Warm-up', techniques: ['scales'] },
    {
      label: 'Slowly',
      durationMinutes: 10,
      instructions: 'Hands apart',
      pieceRefs: [{ scoreId: 's', title: 'Rondo', composer: 'Hensel' }, { title: 'Sonata' }],
    },
  ],
});

it('gives back the mode that it was made of', () => {
  const modes = [
    { kind: 'count-up' },
    { kind: 'countdown', minutes: 12, atEnd: 'stop' },
    { kind: 'pomodoro', workMinutes: 20, breakMinutes: 4, longBreakMinutes: 10, rounds: 3 },
    { kind: 'intervals', times: 8, workSeconds: 90, restSeconds: 20, atEnd: 'go-on' },
  ];
  for (const mode of modes) expect(draftToMode(modeToDraft(timerModeSchema.parse(mode), key))).toEqual(mode);
  expect(draftToMode(modeToDraft(planned, key))).toEqual({
    ...planned,
    segments: [
      expect.objectContaining({ label: 'Warm-up', techniques: ['scales'] }),
      expect.objectContaining({
        label: 'Slowly',
        durationMinutes: 10,
        instructions: 'Hands apart',
        pieceRefs: [{ scoreId: 's', title: 'Rondo', composer: 'Hensel' }, { title: 'Sonata' }],
      }),
    ],
  });
});

it('another title is another piece, and rows without a name are left out', () => {
  const draft = modeToDraft(planned, key);
  const [first, second] = draft.segments;
  if (!first || !second) throw new Error('two were given');
  const changed = {
    ...draft,
    segments: [{ ...second, title: 'Study' }, { ...first, label: ' ' }, emptySegment('')],
  };
  expect(draftToMode(changed)).toMatchObject({
    segments: [{ label: 'Slowly', pieceRefs: [{ title: 'Study' }, { title: 'Sonata' }] }],
  });
  expect(draftToMode({ ...draft, segments: [emptySegment('')] })).toBeUndefined();
  expect(draftToMode({ ...draft, kind: 'countdown', minutes: '' })).toBeUndefined();
});
