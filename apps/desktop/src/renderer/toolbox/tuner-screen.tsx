import { Alert, Button, Group, NumberInput, Switch, Text, Title } from '@mantine/core';
import { commonNotes, heardNote } from '@mirubato/domain/toolbox';
import { IconMicrophone, IconPlayerStopFilled, IconVolume } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { noteText } from './circle-names.ts';
import { MAX_A4_HZ, MIN_A4_HZ, moveDrone, toggleDrone, useDrone } from './drone.ts';
import { ToolboxLayout } from './toolbox-layout.tsx';
import { useToolKeys } from './use-tool-keys.ts';
import { type TunerState, useTuner } from './use-tuner.ts';

/** Of a cent an ear knows nothing below this. */
const IN_TUNE_CENTS = 4;

export function TunerScreen() {
  const { t } = useTranslation('toolbox');
  const { tuner, toggle } = useTuner();
  const isOpen = tuner.state === 'asking' || tuner.state === 'listening';
  useToolKeys(t('tool.tuner'), [
    { keys: 'Space', label: t('tuner.toggle'), run: toggle },
    { keys: 'd', label: t('drone.toggle'), run: toggleDrone },
    { keys: 'ArrowRight', label: t('drone.higher'), run: () => moveDrone(1), repeats: true },
    { keys: 'ArrowLeft', label: t('drone.lower'), run: () => moveDrone(-1), repeats: true },
    { keys: 'ArrowUp', label: t('drone.octaveHigher'), run: () => moveDrone(12) },
    { keys: 'ArrowDown', label: t('drone.octaveLower'), run: () => moveDrone(-12) },
  ]);
  return (
    <ToolboxLayout name={t('tool.tuner')}>
      <div className="counter">
        <section aria-label={t('tuner.name')} className="counter-main">
          <Reading tuner={tuner} />
          <Group justify="center">
            <Button
              size="lg"
              miw={170}
              onClick={toggle}
              aria-keyshortcuts="Space"
              leftSection={
                isOpen ? (
                  <IconPlayerStopFilled size={20} aria-hidden />
                ) : (
                  <IconMicrophone size={20} aria-hidden />
                )
              }
            >
              {t(isOpen ? 'tuner.stop' : 'tuner.listen')}
            </Button>
          </Group>
          {tuner.state === 'failed' && (
            <Alert color="red" title={t(`tuner.${tuner.reason}.title`)}>
              {t(`tuner.${tuner.reason}.detail`)}
            </Alert>
          )}
          <Text size="sm" c="dimmed" ta="center">
            {t('tuner.keys')}
          </Text>
        </section>
        <DroneFields />
      </div>
    </ToolboxLayout>
  );
}

function Reading({ tuner }: { tuner: TunerState }) {
  const { t } = useTranslation('toolbox');
  const { number } = useFormat();
  const a4Hz = useDrone((drone) => drone.a4Hz);
  const hz = tuner.state === 'listening' ? tuner.hz : null;
  const heard = hz === null ? null : heardNote(hz, a4Hz);
  const cents = Math.round(heard?.cents ?? 0);
  const isInTune = heard !== null && Math.abs(cents) <= IN_TUNE_CENTS;
  const text = heard
    ? isInTune
      ? t('tuner.inTune')
      : t(cents > 0 ? 'tuner.sharp' : 'tuner.flat', { count: Math.abs(cents) })
    : t(
        tuner.state === 'listening'
          ? 'tuner.nothing'
          : `tuner.${tuner.state === 'asking' ? 'asking' : 'off'}`,
      );
  return (
    <div>
      <p className="counter-number" data-done={isInTune || undefined}>
        {heard ? midiText(heard.midi, t) : '–'}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: it has its middle where nothing is off, and a mark */}
      <div
        role="meter"
        aria-label={t('tuner.cents')}
        aria-valuemin={-50}
        aria-valuemax={50}
        aria-valuenow={cents}
        aria-valuetext={text}
        className="tuner-scale"
      >
        {heard && <span className="tuner-mark" style={{ insetInlineStart: `${50 + heard.cents}%` }} />}
      </div>
      <Text ta="center" fw={isInTune ? 600 : 400}>
        {text}
      </Text>
      <Text ta="center" size="sm" c="dimmed" className="numbers">
        {hz === null ? '\u00a0' : t('tuner.hz', { hz: number(Math.round(hz * 10) / 10) })}
      </Text>
    </div>
  );
}

function DroneFields() {
  const { t } = useTranslation('toolbox');
  const { midi, withFifth, a4Hz, isOn } = useDrone();
  return (
    <section aria-label={t('drone.name')} className="metronome-fields">
      <Title order={2} className="section-name" mt={0}>
        {t('drone.name')}
      </Title>
      <Group justify="space-between" wrap="nowrap">
        <Text fz={28} fw={600} ff="heading" className="numbers">
          {midiText(midi, t)}
        </Text>
        <Button
          variant={isOn ? 'filled' : 'default'}
          aria-keyshortcuts="D"
          aria-pressed={isOn}
          leftSection={<IconVolume size={18} aria-hidden />}
          onClick={toggleDrone}
        >
          {t('drone.sound')}
        </Button>
      </Group>
      <fieldset className="drone-notes">
        <legend className="visually-hidden">{t('drone.note')}</legend>
        {commonNotes.map((note, pitchClass) => (
          <button
            key={note}
            type="button"
            className="drone-note"
            aria-pressed={midi % 12 === pitchClass}
            onClick={() => moveDrone(pitchClass - (midi % 12))}
          >
            {noteText(note, t)}
          </button>
        ))}
      </fieldset>
      <Group gap="xs" grow>
        <Button variant="default" onClick={() => moveDrone(-12)}>
          {t('drone.octaveLower')}
        </Button>
        <Button variant="default" onClick={() => moveDrone(12)}>
          {t('drone.octaveHigher')}
        </Button>
      </Group>
      <Switch
        label={t('drone.fifth')}
        checked={withFifth}
        onChange={({ currentTarget }) => useDrone.setState({ withFifth: currentTarget.checked })}
      />
      <NumberInput
        label={t('tuner.a4')}
        description={t('tuner.a4Detail')}
        min={MIN_A4_HZ}
        max={MAX_A4_HZ}
        allowDecimal={false}
        clampBehavior="blur"
        value={a4Hz}
        onChange={(hz) => {
          if (typeof hz === 'number' && hz >= MIN_A4_HZ && hz <= MAX_A4_HZ) useDrone.setState({ a4Hz: hz });
        }}
      />
    </section>
  );
}

/** "A4": the octaves are counted from C, with middle C as C4. */
function midiText(midi: number, t: TFunction<'toolbox'>): string {
  return `${noteText(commonNotes[midi % 12] ?? 0, t)}${Math.floor(midi / 12) - 1}`;
}
