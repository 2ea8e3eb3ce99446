import type { PreviewRow, TableChange, TablePreview } from '@mirubato/domain/exchange';
import { expect, it } from 'vitest';
import { allChanges, askedChanges, usualChoice, withChoice } from './chosen-changes.ts';

const title: TableChange = { field: 'title', before: 'Arabesqve', after: 'Arabesque', isAccepted: false };
const opus: TableChange = { field: 'opus', before: 'Op. 1', after: 'Op. 2', isAccepted: true };

const row: PreviewRow = {
  line: 2,
  kind: 'changes',
  named: { id: '', fileName: 'a.pdf', title: 'Arabesque', composer: '' },
  matchedBy: 'fileName',
  scores: [{ id: 'score_a', title: 'Arabesqve', composer: null }],
  changes: [title, opus],
  unreadable: [],
};

const preview: TablePreview = { format: 'plain', passedOver: [], rows: [row] };

it('leaves what a person has accepted until it is chosen', () => {
  expect(askedChanges(preview, usualChoice(preview))).toEqual([
    { scoreId: 'score_a', before: { title: 'Arabesqve' }, after: { title: 'Arabesque' } },
  ]);
  expect(askedChanges(preview, allChanges(preview))).toEqual([
    {
      scoreId: 'score_a',
      before: { title: 'Arabesqve', opus: 'Op. 1' },
      after: { title: 'Arabesque', opus: 'Op. 2' },
    },
  ]);
});

it('asks nothing of a score of which nothing is chosen', () => {
  const none = withChoice(usualChoice(preview), row, row.changes, false);
  expect(askedChanges(preview, none)).toEqual([]);
  expect(askedChanges(preview, withChoice(none, row, [opus], true))).toMatchObject([
    { after: { opus: 'Op. 2' } },
  ]);
});
