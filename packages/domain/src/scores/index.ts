export * from './heading.ts';
export * from './reading.ts';
export * from './score.ts';
