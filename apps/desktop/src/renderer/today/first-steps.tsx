import { Button, Kbd, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEntryForm } from '../logbook/entry-form-state.ts';
import { useTimerActions } from '../timer/timer.ts';

/** What a newcomer finds: three ways in, each one gesture. */
export function FirstSteps() {
  const { t } = useTranslation('today');
  const navigate = useNavigate();
  const { practise } = useTimerActions();
  const openNew = useEntryForm((form) => form.openNew);
  const steps = [
    { name: 'import', keys: ['G', 'I'], run: () => void navigate({ to: '/import' }) },
    { name: 'timer', keys: ['T'], run: () => practise({}) },
    { name: 'log', keys: ['N'], run: () => openNew() },
  ];
  return (
    <>
      <Text mt="sm" maw="38rem" size="lg" c="dimmed">
        {t('welcome.detail')}
      </Text>
      <ol className="first-steps">
        {steps.map(({ name, keys, run }, index) => (
          <li key={name}>
            <Title order={2}>{t(`welcome.${name}.title`)}</Title>
            <Text c="dimmed">{t(`welcome.${name}.detail`)}</Text>
            <div className="first-step-do">
              <Button variant={index === 0 ? 'filled' : 'default'} onClick={run}>
                {t(`welcome.${name}.do`)}
              </Button>
              <span aria-hidden>
                {keys.map((key) => (
                  <Kbd key={key} me={4}>
                    {key}
                  </Kbd>
                ))}
              </span>
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
