import { ActionIcon, Button, Group, NumberInput, Slider, Text } from '@mantine/core';
import { clampBpm, MAX_BPM, MIN_BPM } from '@mirubato/domain/toolbox';
import { IconMinus, IconPlayerPlayFilled, IconPlayerStopFilled, IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BeatRow } from './beat-row.tsx';
import { ClickTrack } from './click-track-form.tsx';
import { MeterFields } from './meter-fields.tsx';
import { changeBpm, useMetronome } from './metronome-store.ts';
import { PatternGrid } from './pattern-grid.tsx';
import { PresetList } from './preset-list.tsx';
import { usePresets } from './presets.ts';
import { RampFields } from './ramp-fields.tsx';
import { toggleMetronome } from './toggle-metronome.ts';
import { ToolboxLayout } from './toolbox-layout.tsx';
import { useTap } from './use-tap.ts';
import { useToolKeys } from './use-tool-keys.ts';

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

export function MetronomeScreen() {
  const { t } = useTranslation('toolbox');
  const isRunning = useMetronome((metronome) => metronome.isRunning);
  const presets = usePresets();
  const tap = useTap();
  const load = useMetronome((metronome) => metronome.load);
  // What sounds is there before it is asked for.
  useEffect(() => void import('./metronome-engine.ts'), []);
  useToolKeys(t('tool.metronome'), [
    { keys: 'Space', label: t('metronome.toggle'), run: toggleMetronome },
    { keys: 'ArrowUp', label: t('metronome.faster'), run: () => changeBpm(1), repeats: true },
    { keys: 'ArrowDown', label: t('metronome.slower'), run: () => changeBpm(-1), repeats: true },
    { keys: 'ArrowRight', label: t('metronome.faster'), run: () => changeBpm(1), repeats: true },
    { keys: 'ArrowLeft', label: t('metronome.slower'), run: () => changeBpm(-1), repeats: true },
    { keys: 'shift+ArrowUp', label: t('metronome.muchFaster'), run: () => changeBpm(10), repeats: true },
    { keys: 'shift+ArrowDown', label: t('metronome.muchSlower'), run: () => changeBpm(-10), repeats: true },
    { keys: 'shift+ArrowRight', label: t('metronome.muchFaster'), run: () => changeBpm(10), repeats: true },
    { keys: 'shift+ArrowLeft', label: t('metronome.muchSlower'), run: () => changeBpm(-10), repeats: true },
    { keys: 't', label: t('metronome.tap'), run: tap },
    ...(presets.data ?? []).slice(0, DIGITS.length).map((preset, index) => ({
      keys: String(index + 1),
      label: t('preset.load', { name: preset.name }),
      run: () => load(preset.id, preset),
    })),
  ]);
  return (
    <ToolboxLayout name={t('tool.metronome')}>
      <div className="metronome">
        <section className="metronome-main" aria-label={t('metronome.tempo')}>
          <BpmField />
          <BeatRow />
          <Group justify="center" gap="md">
            <Button
              size="lg"
              miw={170}
              onClick={toggleMetronome}
              aria-keyshortcuts="Space"
              leftSection={
                isRunning ? (
                  <IconPlayerStopFilled size={20} aria-hidden />
                ) : (
                  <IconPlayerPlayFilled size={20} aria-hidden />
                )
              }
            >
              {t(isRunning ? 'metronome.stop' : 'metronome.start')}
            </Button>
            <Button size="lg" variant="default" onClick={tap} aria-keyshortcuts="T">
              {t('metronome.tap')}
            </Button>
          </Group>
          <Text size="sm" c="dimmed" ta="center">
            {t('metronome.keys')}
          </Text>
        </section>
        <aside className="metronome-side">
          <MeterFields />
          <RampFields />
          <PresetList presets={presets} />
        </aside>
        <PatternGrid />
        <ClickTrack />
      </div>
    </ToolboxLayout>
  );
}

/** The number, to be typed, stepped or slid. While a ramp is under way it shows where it is. */
function BpmField() {
  const { t } = useTranslation('toolbox');
  const { bpm, ramp } = useMetronome((metronome) => metronome.setting);
  const nowBpm = useMetronome(({ now }) => now?.bpm);
  const set = useMetronome((metronome) => metronome.set);
  const [typed, setTyped] = useState<number | string>(bpm);
  useEffect(() => setTyped(bpm), [bpm]);
  const take = () => {
    const next = Number(typed);
    if (typed === '' || !Number.isFinite(next)) setTyped(bpm);
    else set({ bpm: clampBpm(Math.round(next * 10) / 10) });
  };
  return (
    <div className="metronome-tempo">
      <Group justify="center" gap="lg" wrap="nowrap">
        <ActionIcon
          variant="default"
          size={48}
          aria-label={t('metronome.slower')}
          onClick={() => changeBpm(-1)}
        >
          <IconMinus size={22} aria-hidden />
        </ActionIcon>
        <NumberInput
          classNames={{ input: 'metronome-bpm numbers' }}
          aria-label={t('metronome.bpm')}
          variant="unstyled"
          hideControls
          min={MIN_BPM}
          max={MAX_BPM}
          decimalScale={1}
          clampBehavior="blur"
          value={typed}
          onChange={setTyped}
          onBlur={take}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <ActionIcon
          variant="default"
          size={48}
          aria-label={t('metronome.faster')}
          onClick={() => changeBpm(1)}
        >
          <IconPlus size={22} aria-hidden />
        </ActionIcon>
      </Group>
      <Text ta="center" c="dimmed" className="numbers">
        {ramp !== null && nowBpm !== undefined
          ? t('metronome.nowBpm', { bpm: Math.round(nowBpm) })
          : t('metronome.perMinute')}
      </Text>
      <Slider
        mt="sm"
        thumbLabel={t('metronome.bpm')}
        label={null}
        min={MIN_BPM}
        max={MAX_BPM}
        value={bpm}
        onChange={(next) => set({ bpm: next })}
        marks={[60, 120, 180, 240].map((value) => ({ value, label: String(value) }))}
      />
    </div>
  );
}
