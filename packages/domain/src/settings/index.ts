export * from './language.ts';
export * from './settings.ts';
