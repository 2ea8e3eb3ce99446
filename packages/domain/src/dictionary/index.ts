export { foldText } from './fold.ts';
export * from './look-up.ts';
export * from './own-term.ts';
export * from './term.ts';
export * from './terms-in-line.ts';
