export * from './entry.ts';
export * from './local-day.ts';
