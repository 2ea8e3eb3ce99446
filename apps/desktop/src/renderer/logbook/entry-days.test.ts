import { type Entry, entrySchema } from '@mirubato/domain/logbook';
import { expect, it } from 'vitest';
import { linesOf } from './entry-days.ts';

const entry = (id: string, localDate: string, duration: number, type = 'practice'): Entry =>
  entrySchema.parse({ id, localDate, duration, type });

it('puts each day above its entries, with its minutes of practice', () => {
  const lines = linesOf(
    [
      entry('c', '2026-03-05', 20),
      entry('b', '2026-03-05', 25),
      entry('s', '2026-03-05', 1, 'status_change'),
      entry('a', '2026-03-01', 40),
    ],
    true,
  );
  const shown = lines.map((line) => (line.kind === 'day' ? `${line.date}: ${line.minutes}` : line.entry.id));
  expect(shown).toEqual(['2026-03-05: 45', 'c', 'b', 's', '2026-03-01: 40', 'a']);
});

it('does not claim to know the total of a day that may go on', () => {
  const lines = linesOf([entry('b', '2026-03-05', 25), entry('a', '2026-03-01', 40)], false);
  expect(lines.flatMap((line) => (line.kind === 'day' ? [line.isWhole] : []))).toEqual([true, false]);
});
