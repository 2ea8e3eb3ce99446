import { useMetronome } from './metronome-store.ts';

/** What sounds is loaded when it is first wanted. */
export function toggleMetronome(): void {
  void import('./metronome-engine.ts').then(({ startMetronome, stopMetronome }) =>
    useMetronome.getState().isRunning ? stopMetronome() : startMetronome(),
  );
}
