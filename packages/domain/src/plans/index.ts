export * from './check-in.ts';
export * from './occurrences.ts';
export * from './plan.ts';
export * from './recurrence.ts';
export * from './rule.ts';
export * from './template-file.ts';
