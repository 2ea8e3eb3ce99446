export * from './key-name.ts';
export * from './title.ts';
export * from './work.ts';
export * from './works.ts';
