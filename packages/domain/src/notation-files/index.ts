export * from './abc.ts';
export * from './fill-score.ts';
export * from './midi.ts';
export * from './musicxml.ts';
