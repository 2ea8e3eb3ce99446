export * from './job.ts';
export * from './notation-file.ts';
export * from './pictures.ts';
export * from './watched-folder.ts';
