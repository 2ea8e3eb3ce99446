export type * from './book.ts';
export * from './contents-item.ts';
export { FIRST_PAGES, hasPrintedContents, LAST_PAGES, pagesToLookAt } from './printed-contents.ts';
export { UNREADABLE_NUMBER } from './printed-rows.ts';
export { findContents, MIN_BOOK_PAGES, type PlacedContents, proposeContents } from './propose-contents.ts';
