export * from './parse-query.ts';
export * from './print-query.ts';
export * from './query.ts';
export * from './query-dates.ts';
export { type QueryToken, queryTokens } from './query-tokens.ts';
