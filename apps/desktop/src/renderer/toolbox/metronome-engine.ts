/** The one metronome of the window: it sounds on whatever screen is shown, and while the window is hidden. */
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { useMetronome } from './metronome-store.ts';
import { type ComingBeat, createSequencer, type Sequencer } from './sequencer.ts';

/** How far ahead hits are handed to the sound card: longer than a busy page stands still. */
const LOOK_AHEAD_SECONDS = 0.2;
const TICK_MS = 25;
/** Before the first beat, so that it is not cut off. */
const LEAD_IN_SECONDS = 0.08;

interface Run {
  readonly sequencer: Sequencer;
  readonly output: GainNode;
  coming: ComingBeat[];
}

let context: AudioContext | undefined;
let ticks: Worker | undefined;
let run: Run | undefined;

useMetronome.subscribe(({ setting }, before) => {
  if (setting !== before.setting) run?.sequencer.change(setting);
});

export async function startMetronome(): Promise<void> {
  if (run) return;
  context ??= new AudioContext({ latencyHint: 'interactive' });
  try {
    await context.resume();
  } catch {
    notifications.show({ message: i18next.t('toolbox:noSound'), color: 'red', withBorder: true });
    return;
  }
  if (run) return;
  const output = new GainNode(context);
  output.connect(context.destination);
  const { setting } = useMetronome.getState();
  const startSeconds = context.currentTime + LEAD_IN_SECONDS;
  run = { sequencer: createSequencer(context, output, setting, startSeconds), output, coming: [] };
  useMetronome.setState({ isRunning: true });
  ticks ??= startTicks();
  ticks.postMessage(TICK_MS);
  schedule();
  show();
}

export function stopMetronome(): void {
  if (!run || !context) return;
  // What was handed over already is not heard either.
  run.output.disconnect();
  run = undefined;
  ticks?.postMessage(0);
  useMetronome.setState({ isRunning: false, now: null });
  // An open sound card takes power.
  void context.suspend();
}

function startTicks(): Worker {
  const worker = new Worker(new URL('./tick-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = schedule;
  return worker;
}

function schedule(): void {
  if (!run || !context) return;
  run.coming.push(...run.sequencer.schedule(context.currentTime + LOOK_AHEAD_SECONDS));
  if (document.hidden) drop(run, context.currentTime);
}

/** Shows each beat when it is heard, which is later than when it is played. */
function show(): void {
  if (!run || !context) return;
  const heard = drop(run, context.currentTime - (context.outputLatency || context.baseLatency || 0));
  if (heard) useMetronome.setState({ now: { beat: heard.beat, bpm: heard.bpm } });
  requestAnimationFrame(show);
}

/** @returns the last of those that have come */
function drop(from: Run, seconds: number): ComingBeat | undefined {
  const next = from.coming.findIndex((beat) => beat.seconds > seconds);
  return from.coming.splice(0, next < 0 ? from.coming.length : next).at(-1);
}
