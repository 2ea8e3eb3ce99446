export * from './forecast.ts';
export * from './goal.ts';
export * from './goal-changes.ts';
export * from './goal-measure.ts';
export * from './measure-ranges.ts';
