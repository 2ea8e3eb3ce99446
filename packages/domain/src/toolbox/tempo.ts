/**
 * When each beat of a tempo falls. Every time is computed from the beat's position alone, in closed form, and never
 * from the beat before, so that nothing adds up over an hour.
 */
import { z } from 'zod';

export const MIN_BPM = 20;
export const MAX_BPM = 300;

export const bpmSchema = z.number().min(MIN_BPM).max(MAX_BPM);

/** From one tempo to another, evenly over so many beats or seconds; the last one stays. */
export type Tempo =
  | { readonly kind: 'steady'; readonly bpm: number }
  | { readonly kind: 'over-beats'; readonly fromBpm: number; readonly toBpm: number; readonly beats: number }
  | {
      readonly kind: 'over-seconds';
      readonly fromBpm: number;
      readonly toBpm: number;
      readonly seconds: number;
    };

export function clampBpm(bpm: number): number {
  return Math.min(MAX_BPM, Math.max(MIN_BPM, bpm));
}

/** Seconds from the tempo's start to a position in beats, which need not be whole. */
export function secondsAt(tempo: Tempo, beats: number): number {
  if (tempo.kind === 'steady') return (beats * 60) / tempo.bpm;
  const { fromBpm, toBpm } = tempo;
  const gain = toBpm - fromBpm;
  const within = Math.min(beats, rampBeats(tempo));
  const rest = ((beats - within) * 60) / toBpm;
  if (gain === 0) return (beats * 60) / fromBpm;
  if (tempo.kind === 'over-beats') {
    // The integral of 60 / bpm over the beats.
    return ((60 * tempo.beats) / gain) * Math.log1p((gain * within) / (tempo.beats * fromBpm)) + rest;
  }
  // The root of gain / (2 seconds) t² + from t - 60 beats, in the form that loses no digits near a gain of zero.
  const area = 60 * within;
  return (2 * area) / (fromBpm + Math.sqrt(fromBpm ** 2 + (2 * gain * area) / tempo.seconds)) + rest;
}

/** The position in beats so many seconds after the tempo's start. */
export function beatsAt(tempo: Tempo, seconds: number): number {
  if (tempo.kind === 'steady') return (seconds * tempo.bpm) / 60;
  const { fromBpm, toBpm } = tempo;
  const gain = toBpm - fromBpm;
  if (gain === 0) return (seconds * fromBpm) / 60;
  const rampSeconds = tempo.kind === 'over-seconds' ? tempo.seconds : secondsAt(tempo, tempo.beats);
  const within = Math.min(seconds, rampSeconds);
  const rest = ((seconds - within) * toBpm) / 60;
  if (tempo.kind === 'over-beats') {
    return (Math.expm1((gain * within) / (60 * tempo.beats)) * tempo.beats * fromBpm) / gain + rest;
  }
  return (fromBpm * within + (gain * within ** 2) / (2 * tempo.seconds)) / 60 + rest;
}

/** Beats per minute at a position in beats. */
export function bpmAt(tempo: Tempo, beats: number): number {
  if (tempo.kind === 'steady') return tempo.bpm;
  const { fromBpm, toBpm } = tempo;
  const share = tempo.kind === 'over-beats' ? beats / tempo.beats : secondsAt(tempo, beats) / tempo.seconds;
  return fromBpm + (toBpm - fromBpm) * Math.min(1, Math.max(0, share));
}

function rampBeats(tempo: Exclude<Tempo, { kind: 'steady' }>): number {
  return tempo.kind === 'over-beats'
    ? tempo.beats
    : (((tempo.fromBpm + tempo.toBpm) / 2) * tempo.seconds) / 60;
}
