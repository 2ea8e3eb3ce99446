export * from './fill-score.ts';
export * from './musicxml.ts';
