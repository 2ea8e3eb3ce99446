import { Autocomplete, NumberInput, Radio, Select, Stack, Text, Title } from '@mantine/core';
import { importModes } from '@mirubato/domain/import';
import { type Language, languageNames, languages, themes } from '@mirubato/domain/settings';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreenTitle } from '../app/screen-title.ts';
import { MeaningModelSection } from '../dictionary/meaning-model-section.tsx';
import { useFormat } from '../i18n/format.ts';
import { LanguageModelSection } from '../language-model/language-model-section.tsx';
import { instrumentNames, instrumentToName, nameToInstrument } from '../logbook/instruments.ts';
import { SpacingSection } from '../repertoire/spacing-section.tsx';
import { SyncSection } from '../sync/sync-section.tsx';
import { DataSection } from './data-section.tsx';
import { firstDayOfWeek, useChangeSettings, useSettings } from './settings.ts';
import { ReminderSection, TimerSection } from './timer-section.tsx';

/** Each choice is saved as it is made. */
export function SettingsScreen() {
  const { t } = useTranslation('settings');
  useScreenTitle(t('app:screens.settings'));
  const { longWeekday, time } = useFormat();
  const settings = useSettings();
  const change = useChangeSettings().mutate;
  // 1 January 2024 was a Monday.
  const weekdays = [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    value: String(day),
    label: longWeekday(`2024-01-0${day}`),
  }));
  const regionsDay = weekdays[firstDayOfWeek({ firstDayOfWeek: null }) - 1]?.label ?? '';
  return (
    <div className="screen screen-narrow">
      <Title order={1} mb="xs">
        {t('app:screens.settings')}
      </Title>
      <Text c="dimmed">{t('savedAtOnce')}</Text>
      <Section name={t('section.appearance')}>
        <Select
          label={t('language.name')}
          allowDeselect={false}
          data={[
            { value: 'system', label: t('language.system') },
            ...languages.map((language) => ({ value: language as string, label: languageNames[language] })),
          ]}
          value={settings.language ?? 'system'}
          onChange={(value) => {
            if (value) change({ language: value === 'system' ? null : (value as Language) });
          }}
        />
        <Radio.Group
          label={t('theme.name')}
          value={settings.theme}
          onChange={(theme) => change({ theme: theme as (typeof themes)[number] })}
        >
          <Stack gap="xs" mt="xs">
            {themes.map((theme) => (
              <Radio
                key={theme}
                value={theme}
                label={t(`theme.${theme}`)}
                description={theme === 'stage' ? t('theme.stageDetail') : undefined}
              />
            ))}
          </Stack>
        </Radio.Group>
      </Section>
      <Section name={t('section.practice')}>
        <GoalField
          minutes={settings.dailyGoalMinutes}
          onChange={(dailyGoalMinutes) => change({ dailyGoalMinutes })}
        />
        <InstrumentField
          key={`${settings.language} ${settings.primaryInstrument}`}
          instrument={settings.primaryInstrument}
          onChange={(primaryInstrument) => change({ primaryInstrument })}
        />
        <Select
          label={t('firstDay.name')}
          allowDeselect={false}
          data={[{ value: 'region', label: t('firstDay.region', { day: regionsDay }) }, ...weekdays]}
          value={settings.firstDayOfWeek === null ? 'region' : String(settings.firstDayOfWeek)}
          onChange={(value) => {
            if (value) change({ firstDayOfWeek: value === 'region' ? null : Number(value) });
          }}
        />
        <Select
          label={t('dayStart.name')}
          description={t('dayStart.detail')}
          allowDeselect={false}
          data={Array.from({ length: 24 }, (_, hour) => ({
            value: String(hour),
            label: time(`2024-01-01T${String(hour).padStart(2, '0')}:00:00Z`, 'UTC'),
          }))}
          value={String(settings.dayStartHour)}
          onChange={(value) => value && change({ dayStartHour: Number(value) })}
        />
        <Select
          label={t('autoLog.name')}
          description={t('autoLog.detail')}
          allowDeselect={false}
          data={[
            { value: 'never', label: t('autoLog.never') },
            ...[5, 10, 15, 20, 30].map((minutes) => ({
              value: String(minutes),
              label: t('autoLog.from', { minutes }),
            })),
          ]}
          value={settings.autoLogMinutes === null ? 'never' : String(settings.autoLogMinutes)}
          onChange={(value) => value && change({ autoLogMinutes: value === 'never' ? null : Number(value) })}
        />
      </Section>
      <Section name={t('timer:settings.title')}>
        <TimerSection />
      </Section>
      <Section name={t('timer:settings.reminders')}>
        <ReminderSection />
      </Section>
      <Section name={t('repertoire:spacing.name')}>
        <SpacingSection />
      </Section>
      <Section name={t('section.library')}>
        <Radio.Group
          label={t('importMode.name')}
          value={settings.importMode}
          onChange={(mode) => change({ importMode: mode as (typeof importModes)[number] })}
        >
          <Stack gap="xs" mt="xs">
            {importModes.map((mode) => (
              <Radio
                key={mode}
                value={mode}
                label={t(`importMode.${mode}`)}
                description={t(`importMode.${mode}Detail`)}
              />
            ))}
          </Stack>
        </Radio.Group>
      </Section>
      <Section name={t('dictionary:model.title')}>
        <MeaningModelSection />
      </Section>
      <Section name={t('language-model:title')}>
        <LanguageModelSection />
      </Section>
      <Section name={t('section.sync')}>
        <SyncSection />
      </Section>
      <Section name={t('section.data')}>
        <DataSection />
      </Section>
    </div>
  );
}

function Section({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section aria-label={name}>
      <h2 className="section-name">{name}</h2>
      <Stack gap="lg">{children}</Stack>
    </section>
  );
}

function GoalField(props: { minutes: number | null; onChange: (minutes: number | null) => void }) {
  const { t } = useTranslation('settings');
  const [minutes, setMinutes] = useState<number | string>(props.minutes ?? '');
  useEffect(() => setMinutes(props.minutes ?? ''), [props.minutes]);
  return (
    <NumberInput
      label={t('goal.name')}
      description={t('goal.detail')}
      min={0}
      max={1440}
      step={5}
      allowDecimal={false}
      clampBehavior="strict"
      value={minutes}
      onChange={setMinutes}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      onBlur={() => {
        const next = minutes === '' || Number(minutes) === 0 ? null : Number(minutes);
        if (next !== props.minutes) props.onChange(next);
      }}
    />
  );
}

function InstrumentField(props: { instrument: string | null; onChange: (name: string | null) => void }) {
  const { t } = useTranslation('settings');
  const [name, setName] = useState(() => instrumentToName(props.instrument ?? '', t));
  return (
    <Autocomplete
      label={t('instrument.name')}
      description={t('instrument.detail')}
      maxLength={50}
      data={instrumentNames(t)}
      value={name}
      onChange={setName}
      onBlur={() => {
        const next = nameToInstrument(name, t) || null;
        if (next !== props.instrument) props.onChange(next);
      }}
    />
  );
}
