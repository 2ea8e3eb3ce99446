/** A tone that stays, to tune to and to play over; it sounds on whatever screen is shown. */
import { frequencyOf } from '@mirubato/domain/toolbox';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

interface Drone {
  /** MIDI number. */
  readonly midi: number;
  readonly withFifth: boolean;
  /** What the A above middle C is tuned to; the tuner's, too. */
  readonly a4Hz: number;
  readonly isOn: boolean;
}

export const MIN_A4_HZ = 392;
export const MAX_A4_HZ = 466;
/** From the low E of a bass to where a tone that stays begins to hurt. */
const MIN_MIDI = 28;
const MAX_MIDI = 81;
const LEVEL = 0.12;
/** So that it neither begins nor ends with a click. */
const FADE_SECONDS = 0.05;

export const useDrone = create<Drone>()(
  persist((): Drone => ({ midi: 57, withFifth: false, a4Hz: 440, isOn: false }), {
    name: 'mirubato.drone',
    storage: createJSONStorage(() => localStorage),
    partialize: ({ midi, withFifth, a4Hz }) => ({ midi, withFifth, a4Hz }),
  }),
);

let context: AudioContext | undefined;
let sounding: GainNode | undefined;

useDrone.subscribe((drone, before) => {
  const isSame =
    drone.midi === before.midi && drone.withFifth === before.withFifth && drone.a4Hz === before.a4Hz;
  if (drone.isOn && before.isOn && !isSame) sound(drone);
});

export function toggleDrone(): void {
  const isOn = !useDrone.getState().isOn;
  useDrone.setState({ isOn });
  if (isOn) sound(useDrone.getState());
  else end();
}

export function moveDrone(by: number): void {
  useDrone.setState(({ midi }) => ({ midi: Math.min(MAX_MIDI, Math.max(MIN_MIDI, midi + by)) }));
}

function sound({ midi, withFifth, a4Hz }: Drone): void {
  end();
  context ??= new AudioContext();
  void context.resume();
  const output = new GainNode(context, { gain: 0 });
  output.gain.linearRampToValueAtTime(LEVEL, context.currentTime + FADE_SECONDS);
  output.connect(context.destination);
  const hz = (frequencyOf(midi) * a4Hz) / 440;
  // A pure fifth, which does not beat.
  for (const root of withFifth ? [hz, hz * 1.5] : [hz]) {
    for (const [partial, share] of [1, 0.5, 0.3, 0.2, 0.1].entries()) {
      const oscillator = new OscillatorNode(context, { frequency: root * (partial + 1) });
      oscillator.connect(new GainNode(context, { gain: share })).connect(output);
      oscillator.start();
    }
  }
  sounding = output;
}

function end(): void {
  if (!context || !sounding) return;
  const ending = sounding;
  sounding = undefined;
  ending.gain.cancelScheduledValues(context.currentTime);
  ending.gain.setTargetAtTime(0, context.currentTime, FADE_SECONDS / 3);
  setTimeout(() => ending.disconnect(), FADE_SECONDS * 2000);
}
