export * from './heading.ts';
export * from './score.ts';
