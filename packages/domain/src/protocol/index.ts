export * from './depth.ts';
export * from './dictionary.ts';
export * from './dictionary-administration.ts';
export * from './entities.ts';
export * from './frames.ts';
export * from './goals.ts';
export * from './repertoire.ts';
export * from './scores.ts';
