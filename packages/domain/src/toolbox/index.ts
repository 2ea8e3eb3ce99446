export * from './circle.ts';
export * from './pattern.ts';
export * from './preset.ts';
export * from './repetitions.ts';
export * from './tap-tempo.ts';
export * from './tempo.ts';
export * from './timeline.ts';
export * from './unlogged-practice.ts';
