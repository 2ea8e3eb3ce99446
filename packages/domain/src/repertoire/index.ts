export * from './piece.ts';
export * from './piece-key.ts';
