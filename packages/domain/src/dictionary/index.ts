export * from './look-up.ts';
export * from './term.ts';
