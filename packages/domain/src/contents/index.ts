export type * from './book.ts';
export * from './contents-item.ts';
export { findContents, MIN_BOOK_PAGES, type PlacedContents, proposeContents } from './propose-contents.ts';
