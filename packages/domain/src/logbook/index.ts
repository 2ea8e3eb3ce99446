export * from './entry.ts';
export * from './local-day.ts';
export * from './query/index.ts';
export * from './timer.ts';
