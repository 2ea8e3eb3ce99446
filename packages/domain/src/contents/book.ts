/** What is looked at to find the pieces of a book, and the pieces as they are found. */
import type { TextLine } from '../scores/heading.ts';
import type { ContentsSource } from './contents-item.ts';

export interface BookPage {
  /** From 1. */
  readonly number: number;
  readonly widthPt: number;
  readonly heightPt: number;
  /** Notes are on it, as far as their font or staves tell; null for a picture that was not looked at. */
  readonly hasMusic: boolean | null;
  readonly lines: readonly TextLine[];
}

export interface OutlineItem {
  readonly title: string;
  /** From 1; null where it leads nowhere in this document. */
  readonly page: number | null;
  readonly items: readonly OutlineItem[];
}

export interface Book {
  readonly pageCount: number;
  /** In their order; of a very long document the first. */
  readonly pages: readonly BookPage[];
  readonly outline: readonly OutlineItem[];
  /** What the document calls its pages; empty where it says nothing. */
  readonly pageLabels: readonly string[];
}

export interface FoundPiece {
  /** As printed, perhaps with composer and number. */
  readonly text: string;
  /** The line above it and others, perhaps their composer. */
  readonly heading: string | null;
  /** Of the PDF, from 1. */
  readonly page: number;
  readonly confidence: number;
}

export interface FoundContents {
  readonly source: ContentsSource;
  readonly pieces: readonly FoundPiece[];
}
