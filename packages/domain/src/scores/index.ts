export * from './catalogue.ts';
export * from './heading.ts';
export * from './instruments.ts';
export * from './read-score.ts';
export * from './reading.ts';
export * from './score.ts';
