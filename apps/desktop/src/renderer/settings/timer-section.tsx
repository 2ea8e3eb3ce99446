import {
  ActionIcon,
  Button,
  Chip,
  Group,
  NumberInput,
  Slider,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { TimePicker } from '@mantine/dates';
import { MAX_PRACTICE_TIMES, type Reminders } from '@mirubato/domain/timer';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nativeHost } from '../app/native-host.ts';
import { useFormat } from '../i18n/format.ts';
import { playChime } from '../timer/chime.ts';
import { askForNotices, canNotify } from '../timer/notice.ts';
import { firstDayOfWeek, useChangeSettings, useSettings } from './settings.ts';

/** Sound, notices, gaps, and the key for every program. */
export function TimerSection() {
  const { t } = useTranslation('timer');
  const settings = useSettings();
  const change = useChangeSettings().mutate;
  const [volume, setVolume] = useState(settings.soundVolume);
  useEffect(() => setVolume(settings.soundVolume), [settings.soundVolume]);
  const [minutes, setMinutes] = useState<number | string>(settings.absenceMinutes);
  useEffect(() => setMinutes(settings.absenceMinutes), [settings.absenceMinutes]);
  return (
    <>
      <Switch
        label={t('settings.sound')}
        description={t('settings.soundDetail')}
        checked={settings.isSoundOn}
        onChange={({ currentTarget }) => change({ isSoundOn: currentTarget.checked })}
      />
      {settings.isSoundOn && (
        <div>
          <Text size="sm" fw={500} id="timer-volume">
            {t('settings.volume')}
          </Text>
          <Slider
            thumbProps={{ 'aria-labelledby': 'timer-volume' }}
            min={0}
            max={1}
            step={0.05}
            label={(value) => `${Math.round(value * 100)} %`}
            value={volume}
            onChange={setVolume}
            onChangeEnd={(soundVolume) => {
              change({ soundVolume });
              playChime('rising', soundVolume);
            }}
          />
        </div>
      )}
      <NoticeSwitch
        label={t('settings.phaseNotice')}
        isOn={settings.isPhaseNoticeOn}
        onChange={(isPhaseNoticeOn) => change({ isPhaseNoticeOn })}
      />
      <NumberInput
        label={t('settings.absence')}
        description={t('settings.absenceDetail')}
        min={2}
        max={240}
        allowDecimal={false}
        clampBehavior="strict"
        value={minutes}
        onChange={setMinutes}
        onBlur={() => {
          const absenceMinutes = Math.max(2, Number(minutes) || settings.absenceMinutes);
          setMinutes(absenceMinutes);
          if (absenceMinutes !== settings.absenceMinutes) change({ absenceMinutes });
        }}
      />
      {nativeHost() && (
        <ShortcutField
          accelerator={settings.globalShortcut}
          onChange={(globalShortcut) => change({ globalShortcut })}
        />
      )}
    </>
  );
}

/** Times to practise by weekday, the goal, the running timer, and when nothing is to be shown. */
export function ReminderSection() {
  const { t } = useTranslation('timer');
  const { longWeekday, weekday } = useFormat();
  const settings = useSettings();
  const { mutate: save, isPending } = useChangeSettings();
  // What was chosen and not yet read back: the next choice, a moment later, is made on top of it.
  const [chosen, setChosen] = useState<Reminders | null>(null);
  const reminders = chosen ?? settings.reminders;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was read can take its place
  useEffect(() => {
    if (!isPending) setChosen(null);
  }, [settings.reminders]);
  const change = (fields: Partial<Reminders>) => {
    const next = { ...reminders, ...fields };
    setChosen(next);
    save({ reminders: next }, { onError: () => setChosen(null) });
  };
  const changeTime = (index: number, fields: Partial<Reminders['practice'][number]>) =>
    change({
      practice: reminders.practice.map((time, at) => (at === index ? { ...time, ...fields } : time)),
    });
  const firstDay = firstDayOfWeek(settings);
  const days = Array.from({ length: 7 }, (_, index) => ((firstDay - 1 + index) % 7) + 1);
  return (
    <>
      <div>
        <Text size="sm" fw={500}>
          {t('settings.practiceTimes')}
        </Text>
        <Text size="sm" c="dimmed" mb="xs">
          {t('settings.practiceTimesDetail')}
        </Text>
        <Stack gap="sm">
          {reminders.practice.map(({ time, weekdays }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a time has nothing else that tells it from another
            <Group key={index} gap="xs" align="flex-end">
              <TimeField
                label={t('settings.practiceTime', { number: index + 1 })}
                time={time}
                onChange={(next) => changeTime(index, { time: next })}
              />
              <Chip.Group
                multiple
                value={weekdays.map(String)}
                onChange={(values) => changeTime(index, { weekdays: values.map(Number).sort() })}
              >
                <Group gap={4}>
                  {days.map((day) => (
                    // 1 January 2024 was a Monday.
                    <Chip
                      key={day}
                      value={String(day)}
                      size="xs"
                      variant="outline"
                      aria-label={longWeekday(`2024-01-0${day}`)}
                    >
                      {weekday(`2024-01-0${day}`)}
                    </Chip>
                  ))}
                </Group>
              </Chip.Group>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('settings.removeTime', { time })}
                onClick={() => change({ practice: reminders.practice.filter((_, at) => at !== index) })}
              >
                <IconX size={18} stroke={1.5} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          {reminders.practice.length < MAX_PRACTICE_TIMES && (
            <Button
              variant="default"
              style={{ alignSelf: 'flex-start' }}
              onClick={() => {
                void askForNotices();
                change({ practice: [...reminders.practice, { time: '17:00', weekdays: days.toSorted() }] });
              }}
            >
              {t('settings.addTime')}
            </Button>
          )}
        </Stack>
      </div>
      <Choice
        label={t('settings.goal')}
        detail={t('settings.goalDetail')}
        isOn={reminders.goalTime !== null}
        onChange={(isOn) => change({ goalTime: isOn ? '19:00' : null })}
        asksForNotices
      >
        <TimeField
          label={t('settings.goalTime')}
          time={reminders.goalTime ?? ''}
          onChange={(goalTime) => change({ goalTime })}
        />
      </Choice>
      <Choice
        label={t('settings.running')}
        detail={t('settings.runningDetail')}
        isOn={reminders.runningMinutes !== null}
        onChange={(isOn) => change({ runningMinutes: isOn ? 45 : null })}
        asksForNotices
      >
        <MinutesField
          label={t('settings.runningMinutes')}
          minutes={reminders.runningMinutes ?? 45}
          onChange={(runningMinutes) => change({ runningMinutes })}
        />
      </Choice>
      <Choice
        label={t('settings.quiet')}
        detail={t('settings.quietDetail')}
        isOn={reminders.quiet !== null}
        onChange={(isOn) => change({ quiet: isOn ? { from: '21:00', to: '08:00' } : null })}
      >
        {reminders.quiet && (
          <Group gap="md">
            <TimeField
              label={t('settings.quietFrom')}
              time={reminders.quiet.from}
              onChange={(from) => reminders.quiet && change({ quiet: { ...reminders.quiet, from } })}
            />
            <TimeField
              label={t('settings.quietTo')}
              time={reminders.quiet.to}
              onChange={(to) => reminders.quiet && change({ quiet: { ...reminders.quiet, to } })}
            />
          </Group>
        )}
      </Choice>
    </>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Asks for the permission when it is turned on, never before. */
function NoticeSwitch({ label, isOn, onChange }: SwitchProps) {
  const { t } = useTranslation('timer');
  const [, setAsked] = useState(false);
  return (
    <Switch
      label={label}
      description={isOn && !canNotify() ? t('settings.noNotices') : undefined}
      checked={isOn}
      onChange={({ currentTarget: { checked } }) => {
        onChange(checked);
        // What the browser answers changes the description.
        if (checked) void askForNotices().then(() => setAsked(true));
      }}
    />
  );
}

function Choice(props: SwitchProps & { detail: string; children: ReactNode; asksForNotices?: boolean }) {
  return (
    <div>
      <Switch
        label={props.label}
        description={props.detail}
        checked={props.isOn}
        onChange={({ currentTarget: { checked } }) => {
          if (checked && props.asksForNotices) void askForNotices();
          props.onChange(checked);
        }}
      />
      {props.isOn && <div className="setting-below">{props.children}</div>}
    </div>
  );
}

/** Saved when it is left, so that half a time is never one. */
function TimeField(props: { label: string; time: string; onChange: (time: string) => void }) {
  const { t } = useTranslation('logbook');
  const { isHour12 } = useFormat();
  const [time, setTime] = useState(props.time);
  useEffect(() => setTime(props.time), [props.time]);
  return (
    <TimePicker
      aria-label={props.label}
      label={props.label}
      hoursInputLabel={`${props.label}, ${t('field.hours')}`}
      minutesInputLabel={`${props.label}, ${t('field.minutes')}`}
      amPmInputLabel={t('field.amPm')}
      format={isHour12 ? '12h' : '24h'}
      value={time}
      onChange={setTime}
      onBlur={() => {
        const next = time.slice(0, 5);
        if (!/^\d{2}:\d{2}$/.test(next)) setTime(props.time);
        else if (next !== props.time) props.onChange(next);
      }}
    />
  );
}

function MinutesField(props: { label: string; minutes: number; onChange: (minutes: number) => void }) {
  const [minutes, setMinutes] = useState<number | string>(props.minutes);
  useEffect(() => setMinutes(props.minutes), [props.minutes]);
  return (
    <NumberInput
      label={props.label}
      min={5}
      max={480}
      step={5}
      allowDecimal={false}
      clampBehavior="strict"
      value={minutes}
      onChange={setMinutes}
      onBlur={() => {
        const next = Math.max(5, Number(minutes) || props.minutes);
        setMinutes(next);
        if (next !== props.minutes) props.onChange(next);
      }}
    />
  );
}

/** Takes the keys that are pressed in it; Backspace for none. */
function ShortcutField(props: {
  accelerator: string | null;
  onChange: (accelerator: string | null) => void;
}) {
  const { t } = useTranslation('timer');
  const take = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    if (event.key === 'Backspace' || event.key === 'Delete') props.onChange(null);
    const accelerator = acceleratorOf(event);
    if (accelerator) props.onChange(accelerator);
  };
  return (
    <TextInput
      label={t('settings.shortcut')}
      description={t('settings.shortcutDetail')}
      placeholder={t('settings.shortcutNone')}
      readOnly
      value={props.accelerator ?? ''}
      onKeyDown={take}
    />
  );
}

/** A letter, digit or function key with Ctrl, Cmd or Alt: a key alone would be taken from every program. */
function acceleratorOf({ code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string | undefined {
  const key = /^(?:Key|Digit)(\w)$/.exec(code)?.[1] ?? /^F\d{1,2}$/.exec(code)?.[0];
  if (!key || !(ctrlKey || metaKey || altKey)) return undefined;
  const parts = [ctrlKey && 'Control', metaKey && 'Super', altKey && 'Alt', shiftKey && 'Shift', key];
  return parts.filter(Boolean).join('+');
}
