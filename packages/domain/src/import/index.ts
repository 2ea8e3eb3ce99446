export * from './job.ts';
export * from './watched-folder.ts';
