export * from './table-cells.ts';
export * from './table-columns.ts';
export * from './table-edits.ts';
export * from './table-preview.ts';
