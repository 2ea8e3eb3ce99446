export * from './heading.ts';
export * from './music-symbol.ts';
export * from './notation.ts';
export * from './page-drawing.ts';
export * from './reading.ts';
export * from './score.ts';
export type * from './staff-start.ts';
export type * from './staves.ts';
