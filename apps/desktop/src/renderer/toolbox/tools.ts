export const tools = [
  { to: '/toolbox', text: 'metronome', keys: 'g 1' },
  { to: '/toolbox/counter', text: 'counter', keys: 'g 2' },
  { to: '/toolbox/circle', text: 'circle', keys: 'g 3' },
  { to: '/toolbox/tuner', text: 'tuner', keys: 'g 4' },
] as const;
