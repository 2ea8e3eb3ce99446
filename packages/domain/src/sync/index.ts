export * from './device.ts';
export * from './pair-address.ts';
export * from './state.ts';
