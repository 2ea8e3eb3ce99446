export * from './entities.ts';
export * from './frames.ts';
