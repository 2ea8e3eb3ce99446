export type { DerivedDirection } from './compose.ts';
export { foldText } from './fold.ts';
export * from './fuse-meanings.ts';
export * from './generated-term.ts';
export {
  type DirectionLanguage,
  directionLanguages,
  type Grammar,
  meaningsSchema,
  phrasesSchema,
} from './grammar.ts';
export * from './likeness.ts';
export * from './look-up.ts';
export type { MeaningHit } from './meaning-index.ts';
export * from './own-term.ts';
export * from './term.ts';
export * from './term-seed.ts';
export * from './terms-in-line.ts';
export { FEATURE_BUCKETS, featureBuckets } from './text-features.ts';
