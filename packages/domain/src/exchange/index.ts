export * from './markdown.ts';
export * from './read-export.ts';
export type { ReadRecord } from './read-original-export.ts';
export * from './readable-rows.ts';
export * from './table-cells.ts';
export * from './table-columns.ts';
export * from './table-edits.ts';
export * from './table-preview.ts';
