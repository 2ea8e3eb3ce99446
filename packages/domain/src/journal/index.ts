export * from './collections.ts';
export * from './document.ts';
export type { Progress } from './progress.ts';
export type { JsonObject, JsonValue } from './slot.ts';
