export * from './plan.ts';
export * from './recurrence.ts';
