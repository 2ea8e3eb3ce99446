export * from './definition.ts';
export * from './insights.ts';
export * from './numbers.ts';
export * from './period.ts';
export * from './report.ts';
