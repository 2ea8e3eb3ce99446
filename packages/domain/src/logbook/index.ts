export * from './bulk.ts';
export * from './entry.ts';
export * from './heat-map.ts';
export * from './local-day.ts';
export * from './query/index.ts';
export * from './saved-filter.ts';
