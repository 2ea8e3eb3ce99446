import { expect, it } from 'vitest';
import { markdownSection, plain } from './markdown.ts';
import { entryRow } from './readable-rows.ts';

it('keeps signs of Markdown and HTML as they were written', () => {
  expect(plain('Étude *No. 3*\n<b> | #1')).toBe('Étude \\*No. 3\\* \\<b\\> \\| \\#1');
});

it('names what is known and quotes a text with its own headings', () => {
  const section = markdownSection({
    level: 3,
    title: 'Für Elise',
    facts: { minutes: 30, mood: null, tags: '' },
    text: '# loud\r\n\r\nsoft',
  });
  expect(section).toBe('### Für Elise\n\n- Minutes: 30\n\n> # loud\n>\n> soft\n');
});

it('has the pieces of an entry in the order in which they stand, in each cell', () => {
  const row = entryRow({
    id: 'e',
    timestamp: '2026-03-01T18:00:00.000Z',
    zone: 'Europe/Vienna',
    localDate: '2026-03-01',
    duration: 30,
    type: 'practice',
    instrument: null,
    pieces: [
      { title: 'A', tempo: 60 },
      { title: 'B', composer: 'C' },
    ],
    techniques: [],
    goalIds: [],
    notes: '',
    mood: null,
    tags: [],
    scoreId: null,
    source: 'manual',
    createdAt: '2026-03-01T18:30:00.000Z',
    updatedAt: '2026-03-01T18:30:00.000Z',
    deletedAt: null,
  });
  expect(row).toMatchObject({
    pieces: 'A; B',
    composers: '; C',
    tempos: '60; ',
    measures: '',
    techniques: '',
  });
});
