import { Button, Group, Modal, NumberInput, Radio, Stack, Text } from '@mantine/core';
import type { AbsenceChoice, Timer } from '@mirubato/domain/timer';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { localZone, useTimer, useTimerActions } from './timer.ts';

/** After a sleep or a long absence: what the gap was. Closing it keeps the time. */
export function AbsenceDialog() {
  const { timer } = useTimer();
  const absence = timer?.absences[0];
  return absence ? <Question key={absence.start} absence={absence} /> : null;
}

function Question({ absence }: { absence: Timer['absences'][number] }) {
  const { t } = useTranslation('timer');
  const format = useFormat();
  const { answerAbsence, isBusy } = useTimerActions();
  const minutes = Math.round((Date.parse(absence.end) - Date.parse(absence.start)) / 60_000);
  const [kind, setKind] = useState<AbsenceChoice['kind']>('keep');
  const [keepMinutes, setKeepMinutes] = useState<number | string>(Math.min(minutes, 5));
  const isMissing = kind === 'split' && keepMinutes === '';
  const zone = localZone();
  const submit = () => {
    if (isBusy || isMissing) return;
    answerAbsence(kind === 'split' ? { kind, keepMinutes: Number(keepMinutes) } : { kind });
  };
  return (
    <Modal
      opened
      onClose={() => answerAbsence({ kind: 'keep' })}
      closeOnClickOutside={false}
      title={t('absence.title')}
      closeButtonProps={{ 'aria-label': t('absence.keepAndClose') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="lg">
          <Text>
            {t('absence.detail', {
              from: format.time(absence.start, zone),
              to: format.time(absence.end, zone),
              minutes: format.minutes(minutes),
            })}
          </Text>
          <Radio.Group
            aria-label={t('absence.title')}
            value={kind}
            onChange={(value) => setKind(value as AbsenceChoice['kind'])}
          >
            <Stack gap="sm">
              <Radio
                value="keep"
                data-autofocus
                label={t('absence.keep', { minutes: format.minutes(minutes) })}
              />
              <Radio value="drop" label={t('absence.drop')} />
              <Radio value="split" label={t('absence.split')} />
            </Stack>
          </Radio.Group>
          {kind === 'split' && (
            <NumberInput
              label={t('absence.minutes')}
              description={t('absence.minutesDetail', { minutes: format.minutes(minutes) })}
              min={0}
              max={minutes}
              allowDecimal={false}
              clampBehavior="strict"
              value={keepMinutes}
              onChange={setKeepMinutes}
            />
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={isBusy} disabled={isMissing}>
              {t('absence.goOn')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
