import { PITCH_SAMPLES, pitchOf } from '@mirubato/domain/toolbox';
import { useCallback, useEffect, useRef, useState } from 'react';

export type TunerState =
  | { readonly state: 'off' }
  | { readonly state: 'asking' }
  /** `hz` is null while no single note is heard. */
  | { readonly state: 'listening'; readonly hz: number | null }
  | { readonly state: 'failed'; readonly reason: 'denied' | 'none' };

/** As fast as an eye follows; more would only take power. */
const LISTEN_EVERY_MS = 80;
/** The median of so many: one that slipped is not shown. */
const MEDIAN_OF = 5;

/** The note in front of the microphone. What is heard is looked at and forgotten; nothing is recorded. */
export function useTuner(): { readonly tuner: TunerState; readonly toggle: () => void } {
  const [tuner, setTuner] = useState<TunerState>({ state: 'off' });
  const stop = useRef<(() => void) | undefined>(undefined);
  useEffect(() => () => stop.current?.(), []);
  const toggle = useCallback(() => {
    if (stop.current) {
      stop.current();
      stop.current = undefined;
      setTuner({ state: 'off' });
      return;
    }
    setTuner({ state: 'asking' });
    stop.current = listen(
      (hz) => setTuner({ state: 'listening', hz }),
      (reason) => {
        stop.current = undefined;
        setTuner({ state: 'failed', reason });
      },
    );
  }, []);
  return { tuner, toggle };
}

/** @returns ends it, also while a person is still being asked */
function listen(
  onHeard: (hz: number | null) => void,
  onFailed: (reason: 'denied' | 'none') => void,
): () => void {
  let isOver = false;
  let release = () => {};
  const open = async () => {
    const stream = await openMicrophone();
    const context = new AudioContext();
    release = () => {
      for (const track of stream.getTracks()) track.stop();
      void context.close();
    };
    if (isOver) return release();
    await context.resume();
    const analyser = new AnalyserNode(context, { fftSize: PITCH_SAMPLES });
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(PITCH_SAMPLES);
    let latest: (number | undefined)[] = [];
    const interval = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      latest = [...latest, pitchOf(samples, context.sampleRate)].slice(-MEDIAN_OF);
      onHeard(medianOf(latest));
    }, LISTEN_EVERY_MS);
    const closeStream = release;
    release = () => {
      clearInterval(interval);
      closeStream();
    };
    if (isOver) release();
  };
  open().catch((error: unknown) => {
    release();
    if (isOver) return;
    onFailed(error instanceof DOMException && error.name === 'NotAllowedError' ? 'denied' : 'none');
  });
  return () => {
    isOver = true;
    release();
  };
}

/** As it sounds: what helps speech would bend a tone. */
function openMicrophone(): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  });
}

/** Null when no note was heard most of the time. */
function medianOf(latest: readonly (number | undefined)[]): number | null {
  const heard = latest.filter((hz) => hz !== undefined).sort((a, b) => a - b);
  return heard.length * 2 > latest.length ? (heard[Math.floor(heard.length / 2)] ?? null) : null;
}
