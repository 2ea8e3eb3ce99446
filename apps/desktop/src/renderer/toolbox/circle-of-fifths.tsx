import { circleKey, type Mode, modes, noteName } from '@mirubato/domain/toolbox';
import { useTranslation } from 'react-i18next';
import { circleKeyText, noteText, signatureText, triadText } from './circle-names.ts';

export interface Place {
  readonly position: number;
  readonly mode: Mode;
  /** In the other spelling, where there is one. */
  readonly isOther: boolean;
}

interface CircleOfFifthsProps {
  readonly place: Place;
  readonly onChoose: (place: Place) => void;
  readonly onPlay: (place: Place) => void;
}

/** Radii of the rings from outside to the middle. */
const RADII = [230, 168, 116, 72] as const;
const POSITIONS = Array.from({ length: 12 }, (_, position) => position);

/** Three rings of twelve. One key is chosen, and one place is reached by Tab. */
export function CircleOfFifths({ place, onChoose, onPlay }: CircleOfFifthsProps) {
  const { t } = useTranslation('toolbox');
  const { fifths } = circleKey(place.position, place.isOther);
  return (
    <div role="radiogroup" aria-label={t('circle.name')}>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the group around it has the name */}
      <svg viewBox="-240 -240 480 480" className="circle">
        {modes.flatMap((mode, ring) =>
          POSITIONS.map((position) => {
            const isChosen = place.position === position && place.mode === mode;
            const isOther = position === place.position && place.isOther;
            const key = circleKey(position, isOther);
            const distance = Math.min(
              (12 + position - place.position) % 12,
              (12 + place.position - position) % 12,
            );
            const choose = () => onChoose({ position, mode, isOther });
            const name = `${circleKeyText(key, mode, t)}, ${signatureText(key.fifths, t)}`;
            const [x, y] = pointAt(position, ((RADII[ring] ?? 0) + (RADII[ring + 1] ?? 0)) / 2);
            return (
              // biome-ignore lint/a11y/useSemanticElements: what is drawn cannot be fields of a form
              <g
                key={`${mode} ${position}`}
                role="radio"
                aria-checked={isChosen}
                aria-label={name}
                tabIndex={isChosen ? 0 : -1}
                className="circle-key"
                data-mode={mode}
                data-near={(!isChosen && distance <= 1) || undefined}
                onClick={() => {
                  choose();
                  onPlay({ position, mode, isOther });
                }}
                onFocus={choose}
              >
                <path d={sector(position, RADII[ring] ?? 0, RADII[ring + 1] ?? 0)} />
                <text x={x} y={y}>
                  {mode === 'major' ? noteText(key.tonic.major, t) : triadText(key.tonic[mode], mode, t)}
                </text>
              </g>
            );
          }),
        )}
        <text x={0} y={0} className="circle-middle" aria-hidden>
          {fifths === 0 ? '♮' : `${Math.abs(fifths)} ${noteName(fifths > 0 ? 6 : -2).slice(1)}`}
        </text>
      </svg>
    </div>
  );
}

/** @param position in twelfths of a turn from the top */
function pointAt(position: number, radius: number): readonly [number, number] {
  const angle = (position / 12) * 2 * Math.PI;
  return [round(Math.sin(angle) * radius), round(-Math.cos(angle) * radius)];
}

function sector(position: number, outer: number, inner: number): string {
  const [from, to] = [position - 0.5, position + 0.5];
  const at = (where: number, radius: number) => pointAt(where, radius).join(' ');
  return `M${at(from, outer)} A${outer} ${outer} 0 0 1 ${at(to, outer)} L${at(to, inner)} A${inner} ${inner} 0 0 0 ${at(from, inner)} Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
