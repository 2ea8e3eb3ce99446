import { Group, NumberInput, Select, Switch } from '@mantine/core';
import { MAX_BPM, MIN_BPM, type Ramp } from '@mirubato/domain/toolbox';
import { useTranslation } from 'react-i18next';
import { useMetronome } from './metronome-store.ts';

/** From the present tempo to another, over so many bars or seconds. */
export function RampFields() {
  const { t } = useTranslation('toolbox');
  const { ramp, bpm } = useMetronome((metronome) => metronome.setting);
  const set = useMetronome((metronome) => metronome.set);
  const change = (fields: Partial<Ramp>) => ramp && set({ ramp: { ...ramp, ...fields } });
  return (
    <section aria-label={t('ramp.name')} className="metronome-fields">
      <Switch
        label={t('ramp.name')}
        checked={ramp !== null}
        onChange={({ currentTarget }) =>
          set({
            ramp: currentTarget.checked
              ? { toBpm: Math.min(MAX_BPM, Math.round(bpm) + 20), unit: 'bars', length: 16 }
              : null,
          })
        }
      />
      {ramp && (
        <Group gap="xs" align="end" wrap="nowrap">
          <NumberInput
            label={t('ramp.to')}
            flex={1}
            min={MIN_BPM}
            max={MAX_BPM}
            allowDecimal={false}
            value={ramp.toBpm}
            onChange={(toBpm) => {
              if (typeof toBpm === 'number' && toBpm >= MIN_BPM && toBpm <= MAX_BPM) change({ toBpm });
            }}
          />
          <NumberInput
            label={t('ramp.over')}
            flex={1}
            min={1}
            max={3600}
            allowDecimal={false}
            clampBehavior="strict"
            value={ramp.length}
            onChange={(length) => {
              if (typeof length === 'number' && length >= 1) change({ length });
            }}
          />
          <Select
            aria-label={t('ramp.unit')}
            flex={1}
            miw={110}
            allowDeselect={false}
            data={(['bars', 'seconds'] as const).map((unit) => ({ value: unit, label: t(`ramp.${unit}`) }))}
            value={ramp.unit}
            onChange={(unit) => change({ unit: unit as Ramp['unit'] })}
          />
        </Group>
      )}
    </section>
  );
}
