/** How the metronome is set on this device, and what it does. Small, because every screen shows that it runs. */
import { clampBpm, defaultVolumes, type MetronomeSetting, plainPattern } from '@mirubato/domain/toolbox';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

interface Metronome {
  readonly setting: MetronomeSetting;
  /** The preset that it was set by. */
  readonly presetId: string | null;
  readonly isRunning: boolean;
  /** What is heard now: the beat in its measure, from 0, and its tempo. */
  readonly now: { readonly beat: number; readonly bpm: number } | null;
  set(change: Partial<MetronomeSetting>): void;
  load(presetId: string, setting: MetronomeSetting): void;
}

export const firstSetting: MetronomeSetting = {
  bpm: 100,
  beatsPerMeasure: 4,
  beatValue: 4,
  subdivision: 1,
  volume: 70,
  volumes: defaultVolumes,
  muted: [],
  selectedPattern: 'plain',
  customPattern: plainPattern(4),
  ramp: null,
};

export const useMetronome = create<Metronome>()(
  persist(
    (update) => ({
      setting: firstSetting,
      presetId: null,
      isRunning: false,
      now: null,
      set: (change) => update(({ setting }) => ({ setting: { ...setting, ...change } })),
      load: (presetId, setting) => update({ presetId, setting: settingOnly(setting) }),
    }),
    {
      name: 'mirubato.metronome',
      storage: createJSONStorage(() => localStorage),
      partialize: ({ setting, presetId }) => ({ setting, presetId }),
    },
  ),
);

/** Without what else a preset carries along. */
export function settingOnly(setting: MetronomeSetting): MetronomeSetting {
  const { bpm, beatsPerMeasure, beatValue, subdivision, volume, volumes, muted } = setting;
  const { selectedPattern, customPattern, ramp } = setting;
  const sound = { volume, volumes, muted, selectedPattern, customPattern };
  return { bpm, beatsPerMeasure, beatValue, subdivision, ...sound, ramp };
}

/** To whole beats, as they stand on a metronome. */
export function changeBpm(by: number): void {
  const { setting, set } = useMetronome.getState();
  set({ bpm: clampBpm(Math.round(setting.bpm) + by) });
}
