import { Group, Input, NumberInput, SegmentedControl, Select, Text } from '@mantine/core';
import {
  type BeatValue,
  beatValues,
  builtInPattern,
  builtInPatternNames,
  MAX_BEATS,
  type MetronomeSetting,
  type PatternName,
  patternOf,
  resizePattern,
  type Subdivision,
  subdivisions,
} from '@mirubato/domain/toolbox';
import { useTranslation } from 'react-i18next';
import { useMetronome } from './metronome-store.ts';

/** Meter, pattern and what is heard between the beats. */
export function MeterFields() {
  const { t } = useTranslation('toolbox');
  const setting = useMetronome((metronome) => metronome.setting);
  const set = useMetronome((metronome) => metronome.set);
  return (
    <section aria-label={t('meter.name')} className="metronome-fields">
      <Group gap="xs" align="end" wrap="nowrap">
        <NumberInput
          label={t('meter.beats')}
          flex={1}
          min={1}
          max={MAX_BEATS}
          allowDecimal={false}
          clampBehavior="strict"
          value={setting.beatsPerMeasure}
          onChange={(beats) => {
            if (typeof beats === 'number' && beats >= 1) set(withBeats(setting, beats));
          }}
        />
        <Text pb={8} aria-hidden>
          /
        </Text>
        <Select
          label={t('meter.value')}
          flex={1}
          allowDeselect={false}
          data={beatValues.map(String)}
          value={String(setting.beatValue)}
          onChange={(value) => set({ beatValue: Number(value) as BeatValue })}
        />
      </Group>
      <Select
        label={t('pattern.name')}
        allowDeselect={false}
        maxDropdownHeight={420}
        data={[
          { value: 'plain', label: t('pattern.plain') },
          ...builtInPatternNames.map((name) => ({ value: name, label: t(`pattern.${name}`) })),
          { value: 'own', label: t('pattern.own') },
        ]}
        value={setting.selectedPattern}
        onChange={(name) => set(withPattern(setting, name as PatternName))}
      />
      <div>
        <Input.Label labelElement="div" id="subdivision">
          {t('subdivision.name')}
        </Input.Label>
        <SegmentedControl
          fullWidth
          mt={4}
          aria-labelledby="subdivision"
          data={subdivisions.map((count) => ({ value: String(count), label: t(`subdivision.${count}`) }))}
          value={String(setting.subdivision)}
          onChange={(value) => set({ subdivision: Number(value) as Subdivision })}
        />
      </div>
    </section>
  );
}

/** A built-in pattern is for its own meter; in another it becomes a plain one, and one's own is cut or filled up. */
function withBeats(setting: MetronomeSetting, beatsPerMeasure: number): Partial<MetronomeSetting> {
  const { selectedPattern, customPattern } = setting;
  if (selectedPattern === 'own') {
    return {
      beatsPerMeasure,
      customPattern: resizePattern(customPattern ?? patternOf(setting), beatsPerMeasure),
    };
  }
  return { beatsPerMeasure, selectedPattern: 'plain' };
}

/** One's own begins as what was heard before, unless there is one for this meter already. */
function withPattern(setting: MetronomeSetting, name: PatternName): Partial<MetronomeSetting> {
  if (name === 'plain') return { selectedPattern: name };
  if (name === 'own') {
    const own = setting.customPattern;
    const fits = own?.accent.length === setting.beatsPerMeasure;
    return { selectedPattern: name, customPattern: fits ? own : patternOf(setting) };
  }
  const { beats, beatValue } = builtInPattern(name);
  return { selectedPattern: name, beatsPerMeasure: beats, beatValue };
}
