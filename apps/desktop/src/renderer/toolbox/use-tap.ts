import { addTap, tappedBpm } from '@mirubato/domain/toolbox';
import { useRef } from 'react';
import { useMetronome } from './metronome-store.ts';

/** Each call is a tap; from the second on they set the tempo. */
export function useTap(): () => void {
  const taps = useRef<number[]>([]);
  return () => {
    taps.current = addTap(taps.current, performance.now());
    const bpm = tappedBpm(taps.current);
    if (bpm !== undefined) useMetronome.getState().set({ bpm });
  };
}
