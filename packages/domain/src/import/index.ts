export * from './job.ts';
export * from './notation-file.ts';
export * from './watched-folder.ts';
