export * from './goal.ts';
export * from './goal-changes.ts';
