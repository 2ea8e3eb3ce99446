import { NumberInput, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangeSettings, useSettings } from '../settings/settings.ts';
import { CalibrationText } from './calibration-text.tsx';
import { useSpacing } from './spacing.ts';

const LEAST_PERCENT = 70;
const MOST_PERCENT = 97;

/** How much of what is due should still go well, and what the intervals have learnt so far. */
export function SpacingSection() {
  const { t } = useTranslation('repertoire');
  const { desiredRetention } = useSettings();
  const change = useChangeSettings().mutate;
  const { data } = useSpacing();
  const present = Math.round(desiredRetention * 100);
  const [percent, setPercent] = useState<number | string>(present);
  useEffect(() => setPercent(present), [present]);
  return (
    <>
      <NumberInput
        label={t('retention.name')}
        description={t('retention.detail')}
        min={LEAST_PERCENT}
        max={MOST_PERCENT}
        allowDecimal={false}
        suffix=" %"
        value={percent}
        onChange={setPercent}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        onBlur={() => {
          const next = Math.min(MOST_PERCENT, Math.max(LEAST_PERCENT, Number(percent) || present));
          setPercent(next);
          if (next !== present) change({ desiredRetention: next / 100 });
        }}
      />
      {data && (
        <Text size="sm" c="dimmed">
          <CalibrationText calibration={data.calibration} />
        </Text>
      )}
    </>
  );
}
