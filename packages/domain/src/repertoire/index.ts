export * from './piece.ts';
export * from './piece-key.ts';
export * from './practice.ts';
export * from './similarity.ts';
export * from './status-lines.ts';
