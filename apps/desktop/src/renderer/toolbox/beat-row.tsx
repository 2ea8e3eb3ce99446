import { hitsAt, patternOf } from '@mirubato/domain/toolbox';
import { useTranslation } from 'react-i18next';
import { useMetronome } from './metronome-store.ts';

/** The beats of a measure; the one that is heard is filled. */
export function BeatRow() {
  const { t } = useTranslation('toolbox');
  const setting = useMetronome((metronome) => metronome.setting);
  const now = useMetronome((metronome) => metronome.now?.beat);
  const pattern = patternOf(setting);
  return (
    <div
      className="beat-row"
      role="img"
      aria-label={t('metronome.beats', { count: setting.beatsPerMeasure })}
    >
      {pattern.accent.map((isAccent, beat) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a beat is its place in the measure
          key={beat}
          className="beat"
          data-now={now === beat || undefined}
          data-accent={isAccent || undefined}
          data-silent={hitsAt(pattern, beat).length === 0 || undefined}
        >
          {beat + 1}
        </span>
      ))}
    </div>
  );
}
