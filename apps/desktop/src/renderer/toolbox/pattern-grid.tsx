import { ActionIcon, Slider, Title } from '@mantine/core';
import { layers, patternOf, togglePattern, type Voice } from '@mirubato/domain/toolbox';
import { IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMetronome } from './metronome-store.ts';

/** Which layer sounds on which beat, and how loud. A change makes the pattern one's own. */
export function PatternGrid() {
  const { t } = useTranslation('toolbox');
  const setting = useMetronome((metronome) => metronome.setting);
  const now = useMetronome((metronome) => metronome.now?.beat);
  const set = useMetronome((metronome) => metronome.set);
  const pattern = patternOf(setting);
  return (
    <section className="pattern" aria-label={t('pattern.grid')}>
      <Title order={2} className="section-name">
        {t('pattern.grid')}
      </Title>
      <div className="pattern-rows">
        {layers.map((layer) => (
          <div key={layer} className="pattern-row">
            <VoiceControls voice={layer} />
            <fieldset className="pattern-cells">
              <legend className="visually-hidden">{t(`voice.${layer}`)}</legend>
              {pattern[layer].map((isHit, beat) => (
                <button
                  // biome-ignore lint/suspicious/noArrayIndexKey: a beat is its place in the measure
                  key={beat}
                  type="button"
                  className="pattern-cell"
                  aria-pressed={isHit}
                  aria-label={t('pattern.cell', { voice: t(`voice.${layer}`), beat: beat + 1 })}
                  data-now={now === beat || undefined}
                  onClick={() =>
                    set({ selectedPattern: 'own', customPattern: togglePattern(pattern, layer, beat) })
                  }
                />
              ))}
            </fieldset>
          </div>
        ))}
        <div className="pattern-row">
          <VoiceControls voice="subdivision" />
        </div>
        <div className="pattern-row">
          <div className="voice">
            <span />
            <span className="voice-name">{t('volume')}</span>
            <Slider
              thumbLabel={t('volume')}
              label={null}
              value={setting.volume}
              onChange={(volume) => set({ volume })}
            />
          </div>
        </div>
      </div>
    </section>
  );
}

function VoiceControls({ voice }: { voice: Voice }) {
  const { t } = useTranslation('toolbox');
  const { volumes, muted } = useMetronome((metronome) => metronome.setting);
  const set = useMetronome((metronome) => metronome.set);
  const isMuted = muted.includes(voice);
  const name = t(`voice.${voice}`);
  return (
    <div className="voice" data-muted={isMuted || undefined}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('pattern.mute', { voice: name })}
        aria-pressed={isMuted}
        onClick={() => set({ muted: isMuted ? muted.filter((each) => each !== voice) : [...muted, voice] })}
      >
        {isMuted ? <IconVolumeOff size={18} aria-hidden /> : <IconVolume size={18} aria-hidden />}
      </ActionIcon>
      <span className="voice-name">{name}</span>
      <Slider
        thumbLabel={t('pattern.volume', { voice: name })}
        label={null}
        value={volumes[voice]}
        onChange={(volume) => set({ volumes: { ...volumes, [voice]: volume } })}
      />
    </div>
  );
}
