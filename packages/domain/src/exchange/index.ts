export * from './read-export.ts';
export type { ReadRecord } from './read-original-export.ts';
