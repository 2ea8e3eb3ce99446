import { describe, expect, it } from 'vitest';
import { type Score, scoreSchema } from '../scores/score.ts';
import { rowOfScore } from './table-cells.ts';
import { type TableFormat, tableFormats, tableLayouts } from './table-columns.ts';
import { planChanges, planTakingBack } from './table-edits.ts';
import { namesScores, previewTable } from './table-preview.ts';

const guess = { confidence: 0.8, source: 'page', page: 1, box: null };
const person = { confidence: 1, source: 'person', page: null, box: null };

function score(fields: Partial<Score>): Score {
  const evidence = { title: guess, composer: guess };
  return scoreSchema.parse({ id: `score_${fields.fileName}`, title: 'Nocturne', evidence, ...fields });
}

const nocturne = score({
  fileName: 'nocturne.pdf',
  title: 'Nocturne in E-flat major',
  composer: 'Frédéric Chopin',
  opus: 'Op. 9 No. 2',
  keyFifths: -3,
  timeSignature: '12/8',
  publishedYear: 1832,
  stylePeriod: 'romantic',
  difficulty: 'intermediate',
  difficultyLevel: 5,
  tags: ['evening; quiet', 'a, b', 'a|b'],
  notes: '=SUM(A1) "quoted"\nsecond line',
  isFavourite: true,
  pageCount: 4,
});
const waltz = score({ fileName: 'waltz.pdf', title: '-Waltz', composer: null, keyFifths: 2, pageCount: 2 });
const library = [nocturne, waltz];

/** A table with this header and one row, of which the row's preview is told. */
function previewRow(header: readonly string[], cells: readonly string[], scores = library, delimiter = ',') {
  const [row] = previewTable({ header, delimiter, rows: [{ line: 2, cells }] }, scores).rows;
  if (!row) throw new Error('there is one row');
  return row;
}

const forScoreHeader = tableLayouts.forscore.columns.map(({ name }) => name);

function forScoreRow(cells: Readonly<Record<string, string>>, header = forScoreHeader): string[] {
  return header.map((name) => cells[name] ?? '');
}

describe.each(tableFormats)('the table for %s', (format: TableFormat) => {
  it('13.1 changes nothing when it comes back as it was', () => {
    const { columns, delimiter } = tableLayouts[format];
    const header = columns.map(({ name }) => name);
    const rows = library.map((one, index) => ({ line: index + 2, cells: rowOfScore(one, format) }));
    const preview = previewTable({ header, delimiter, rows }, library);
    expect(preview.format).toBe(format);
    expect(preview.rows.map(({ kind }) => kind)).toEqual(['same', 'same']);
  });
});

it('writes key, rating and difficulty as forScore counts them', () => {
  const cells = rowOfScore(nocturne, 'forscore');
  expect(Object.fromEntries(forScoreHeader.map((name, index) => [name, cells[index]]))).toMatchObject({
    Filename: 'nocturne.pdf',
    Genres: 'Romantic',
    Reference: 'Op. 9 No. 2',
    Rating: '5',
    Difficulty: '2',
    keysf: '-3',
    keymi: '0',
    'Start Page (Bookmark)': '',
  });
});

it('writes keys by name and pages as a range for MobileSheets', () => {
  const cells = rowOfScore(nocturne, 'mobilesheets');
  expect(cells.slice(0, 6)).toEqual([
    'Nocturne in E-flat major',
    '1-4',
    'Frédéric Chopin',
    'Romantic',
    'Eb',
    '12/8',
  ]);
});

it('keeps a spreadsheet from running a text, and only a text', () => {
  const names = tableLayouts.plain.columns.map(({ name }) => name);
  const cellsOf = (one: Score) =>
    Object.fromEntries(rowOfScore(one, 'plain').map((cell, index) => [names[index] ?? '', cell]));
  expect(cellsOf(nocturne)).toMatchObject({ notes: expect.stringMatching(/^'=SUM/), keyFifths: '-3' });
  expect(cellsOf(waltz)).toMatchObject({ title: "'-Waltz" });
});

describe('13.2 a row is about', () => {
  it('the score of its file name, whatever folder and ending stand there', () => {
    const row = previewRow(['File', 'Composer'], ['Music/WALTZ.PDF', 'Anna Bon']);
    expect(row).toMatchObject({ kind: 'changes', matchedBy: 'fileName', scores: [{ id: waltz.id }] });
  });

  it('else the score of its title and composer, however they are written', () => {
    const row = previewRow(
      ['Title', 'Composer', 'Opus'],
      ['nocturne in E flat major', 'Chopin, Frederic', 'Op. 10'],
    );
    expect(row).toMatchObject({ matchedBy: 'title', scores: [{ id: nocturne.id }] });
    expect(row.changes.map(({ field }) => field)).toContain('opus');
  });

  it('none', () => {
    expect(previewRow(['Title', 'Composer'], ['Nocturne in E-flat major', 'John Field'])).toMatchObject({
      kind: 'unmatched',
      scores: [],
    });
  });

  it('several, unless title and composer tell files of one name apart', () => {
    const twins = [
      score({ id: 'score_1', fileName: 'scan.pdf', title: 'Air', composer: 'Anna Bon' }),
      score({ id: 'score_2', fileName: 'scan.pdf', title: 'Air', composer: 'Max Reger' }),
    ];
    expect(previewRow(['Filename', 'Opus'], ['scan.pdf', 'Op. 1'], twins)).toMatchObject({
      kind: 'ambiguous',
      changes: [],
      scores: [{ id: 'score_1' }, { id: 'score_2' }],
    });
    const header = ['Filename', 'Title', 'Composers', 'Opus'];
    const told = previewRow(header, ['scan.pdf', 'Air', 'Max Reger', 'Op. 1'], twins);
    expect(told).toMatchObject({ kind: 'changes', scores: [{ id: 'score_2' }] });
  });

  it('a score that a row before it is about', () => {
    const rows = [2, 3].map((line) => ({ line, cells: ['waltz.pdf', `Op. ${line}`] }));
    const preview = previewTable({ header: ['Filename', 'Opus'], delimiter: ',', rows }, library);
    expect(preview.rows.map(({ kind }) => kind)).toEqual(['changes', 'repeated']);
  });

  it('more columns than there are', () => {
    expect(previewRow(['Title', 'Composer'], ['-Waltz', 'Bon', 'Anna']).kind).toBe('misaligned');
    expect(previewRow(['Title', 'Composer'], ['-Waltz', 'Bon', '', '']).kind).toBe('changes');
  });
});

it('13.3 takes an empty cell for nothing said, and adds tags to those that are there', () => {
  const row = previewRow(['Filename', 'Composer', 'Tags'], ['nocturne.pdf', '', 'Evening; quiet; A, B']);
  expect(row.changes).toEqual([
    {
      field: 'tags',
      before: nocturne.tags,
      after: [...nocturne.tags, 'Evening', 'quiet'],
      isAccepted: false,
    },
  ]);
});

it('13.4 tells what a person has written or accepted', () => {
  const accepted = score({
    fileName: 'a.pdf',
    title: 'Air',
    notes: 'Slow',
    evidence: { title: person, composer: guess } as never,
  });
  const row = previewRow(
    ['Filename', 'Title', 'Composer', 'Notes', 'Level'],
    ['a.pdf', 'Air II', 'Bon', 'Fast', '3'],
    [accepted],
  );
  expect(row.changes.map(({ field, isAccepted }) => [field, isAccepted])).toEqual([
    ['title', true],
    ['composer', false],
    ['difficultyLevel', false],
    ['notes', true],
  ]);
});

it('tells cells that no value can be made of', () => {
  const row = previewRow(['Filename', 'Time', 'Year', 'Key'], ['waltz.pdf', 'quick', '999999', 'X']);
  expect(row).toMatchObject({
    kind: 'same',
    unreadable: [
      { field: 'timeSignature', text: 'quick' },
      { field: 'publishedYear', text: '999999' },
      { field: 'keyFifths', text: 'X' },
    ],
  });
});

it.each([
  ['Eb', -3],
  ['c-Moll', -3],
  ['F# minor', 3],
  ['-3', -3],
  ['C♯m', 4],
])('reads the key %s', (text, fifths) => {
  const row = previewRow(['Filename', 'Key'], ['waltz.pdf', text]);
  expect(row.changes).toMatchObject([{ field: 'keyFifths', after: fifths }]);
});

describe('13.7 of forScore', () => {
  it('reads genres, reference, rating and difficulty', () => {
    const row = previewRow(
      forScoreHeader,
      forScoreRow({
        Filename: 'waltz.pdf',
        Title: 'waltz',
        Composers: 'Anna Bon',
        Genres: 'Classical, Dances',
        Tags: 'recital',
        Reference: 'BWV 1',
        Rating: '5',
        Difficulty: '3',
        keysf: '-1',
        keymi: '1',
      }),
    );
    expect(Object.fromEntries(row.changes.map(({ field, after }) => [field, after]))).toEqual({
      composer: 'Anna Bon',
      opus: 'BWV 1',
      keyFifths: -1,
      stylePeriod: 'classical',
      difficulty: 'advanced',
      tags: ['Dances', 'recital'],
      isFavourite: true,
    });
  });

  it('takes a title that is only the name of the file for none, and a shelf mark for no opus', () => {
    const cells = forScoreRow({ Filename: 'waltz.pdf', Title: 'waltz', Reference: 'Shelf 7' });
    expect(previewRow(forScoreHeader, cells).kind).toBe('same');
  });

  it('knows renamed columns by their place', () => {
    const renamed = forScoreHeader.map((name) =>
      name === 'Filename' ? 'Arkivnavn' : name === 'Composers' ? 'Komponister' : name,
    );
    const cells = forScoreRow({ Arkivnavn: 'waltz.pdf', Komponister: 'Anna Bon' }, renamed);
    expect(namesScores(renamed, ',')).toBe(true);
    expect(previewRow(renamed, cells)).toMatchObject({ changes: [{ field: 'composer', after: 'Anna Bon' }] });
  });

  it('passes over bookmarks', () => {
    const cells = forScoreRow({ Filename: 'waltz.pdf', 'Start Page (Bookmark)': '3', Composers: 'Bon' });
    expect(previewRow(forScoreHeader, cells)).toMatchObject({ kind: 'bookmark', changes: [] });
  });
});

it('reads what MobileSheets separates by bars', () => {
  const header = ['title', 'pages', 'composer', 'keys', 'collections', 'albums'];
  const cells = ['-Waltz', '1-2', 'Anna Bon|Max Reger', 'Dm|F', 'Dances|Court', 'Old book'];
  const preview = previewTable({ header, delimiter: ';', rows: [{ line: 2, cells }] }, library);
  expect(preview).toMatchObject({ format: 'mobilesheets', passedOver: ['albums'] });
  expect(preview.rows[0]?.changes).toMatchObject([
    { field: 'composer', after: 'Anna Bon, Max Reger' },
    { field: 'keyFifths', after: -1 },
    { field: 'tags', after: ['Dances', 'Court'] },
  ]);
});

describe('13.5 chosen changes', () => {
  const change = {
    scoreId: waltz.id,
    before: { composer: null, notes: '' },
    after: { composer: 'Anna Bon', notes: 'Light' },
  };

  it('count as a person’s and can be taken back', () => {
    const planned = planChanges(waltz, change);
    if (!planned.ok) throw new Error(planned.problem.detail);
    const after = scoreSchema.parse({ ...waltz, ...planned.value.fields });
    expect(after).toMatchObject({
      composer: 'Anna Bon',
      notes: 'Light',
      evidence: { title: guess, composer: person },
    });
    const back = scoreSchema.parse({ ...after, ...planTakingBack(after, planned.value.kept) });
    expect(back).toEqual(waltz);
  });

  it('are refused when the score has changed since', () => {
    const changed = { ...waltz, composer: 'Max Reger' };
    expect(planChanges(changed, change)).toMatchObject({ ok: false, problem: { code: 'conflict' } });
  });
});
