/** Asking for reports over a logbook of many entries: of ten years and of one. */
import type { ReportDefinitionInput } from '../packages/domain/src/reports/index.ts';
import type { DataDirectories } from './data-directories.ts';
import { ask, type BenchOptions, openBenchCore, rssMb, sample, sampleSelectOne } from './measure.ts';
import type { Row } from './table.ts';

const RUNS = 20;
const AIM_MS = 150;

const allTime = { preset: 'allTime' } as const;
const year = { preset: 'last365Days' } as const;

const asked: readonly (readonly [string, ReportDefinitionInput])[] = [
  ['total of all time', { range: allTime }],
  ['by month, all time, with its average', { range: allTime, groupBy: ['month'], movingAverage: 3 }],
  ['by day, all time', { range: allTime, groupBy: ['day'], measures: ['minutes'] }],
  ['by type, all time', { range: allTime, groupBy: ['type'] }],
  ['by piece, all time', { range: allTime, groupBy: ['piece'], measures: ['minutes', 'entries', 'share'] }],
  ['by piece with days, all time', { range: allTime, groupBy: ['piece'] }],
  [
    'by composer, all time',
    { range: allTime, groupBy: ['composer'], measures: ['minutes', 'entries', 'share'] },
  ],
  ['by technique, all time', { range: allTime, groupBy: ['technique'] }],
  ['by weekday and hour, all time', { range: allTime, groupBy: ['weekday', 'hour'], measures: ['minutes'] }],
  [
    'by piece, of lessons or proud ones of 20 to 60 minutes, all time',
    {
      range: allTime,
      groupBy: ['piece'],
      measures: ['minutes', 'entries'],
      filter: {
        join: 'and',
        parts: [
          {
            join: 'or',
            parts: [
              { field: 'type', is: 'anyOf', values: ['lesson'] },
              { field: 'mood', is: 'anyOf', values: ['proud'] },
            ],
          },
          { field: 'duration', is: 'between', from: 20, to: 60 },
        ],
      },
    },
  ],
  [
    'by year, composer, piece, all time',
    { range: allTime, groupBy: ['year', 'composer', 'piece'], measures: ['minutes'] },
  ],
  [
    'by week and piece, a year compared with the one before',
    { range: year, groupBy: ['week', 'piece'], comparison: 'before' },
  ],
  [
    'by piece, all measures, a year',
    { range: year, groupBy: ['piece'], measures: ['minutes', 'entries', 'days', 'mean', 'median', 'share'] },
  ],
];

export async function measureReports(directories: DataDirectories, options: BenchOptions): Promise<Row[]> {
  const dataDir = await directories.copy(await directories.withEntries(options.entries));
  const core = await openBenchCore(dataDir, directories.imagePath);
  const rows: Row[] = [];
  for (const [what, definition] of asked) {
    const values = await sample(RUNS, () => ask(core, '/reports?zone=Europe/Berlin', definition), 2);
    rows.push({ what: `report: ${what}`, values, aim: AIM_MS });
  }
  const insights = await sample(RUNS, () => ask(core, '/reports/insights?zone=Europe/Berlin'), 2);
  const readRss = rssMb();
  await core.close();
  const selectOne = { name: 'SELECT 1', values: await sampleSelectOne(dataDir) };
  return [...rows, { what: 'report: insights', values: insights, aim: AIM_MS }].map((row, index, all) => ({
    ...row,
    peer: selectOne,
    ...(index === all.length - 1 ? { rssMb: readRss } : {}),
  }));
}
