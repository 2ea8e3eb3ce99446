export * from './absence.ts';
export * from './course.ts';
export * from './mode.ts';
export * from './reminders.ts';
export * from './sitting.ts';
export * from './subject.ts';
export * from './timer.ts';
export * from './timer-settings.ts';
