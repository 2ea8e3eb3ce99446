import { Button, Group, Text, Title } from '@mantine/core';
import {
  type CircleKey,
  circleKey,
  modes,
  scaleOf,
  signatureNotes,
  triadOf,
  triadsIn,
  upwards,
} from '@mirubato/domain/toolbox';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { circleKeyText, noteText, signatureText, triadText } from './circle-names.ts';
import { CircleOfFifths, type Place } from './circle-of-fifths.tsx';
import { playTones } from './tones.ts';
import { ToolboxLayout } from './toolbox-layout.tsx';
import { useToolKeys } from './use-tool-keys.ts';

const NUMERALS = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII'];

export function CircleScreen() {
  const { t } = useTranslation('toolbox');
  const [place, setPlace] = useState<Place>({ position: 0, mode: 'major', isOther: false });
  const circle = useRef<HTMLDivElement>(null);
  const key = circleKey(place.position, place.isOther);
  const tonic = key.tonic[place.mode];
  const choose = (next: Place) => {
    setPlace(next);
    // The focus goes along when it is in the circle.
    if (circle.current?.contains(document.activeElement)) {
      requestAnimationFrame(() => circle.current?.querySelector<SVGElement>('[aria-checked=true]')?.focus());
    }
  };
  const turn = (by: number) =>
    choose({ ...place, position: (place.position + by + 12) % 12, isOther: false });
  const goIn = (by: number) => {
    const mode = modes[modes.indexOf(place.mode) + by];
    if (mode) choose({ ...place, mode });
  };
  const playChordOf = ({ position, mode, isOther }: Place) =>
    void playTones(upwards(triadOf(circleKey(position, isOther).tonic[mode], mode)), true);
  const playScale = () => void playTones(upwards([...scaleOf(tonic, place.mode), tonic]), false);
  const playArpeggio = () => void playTones(upwards([...triadOf(tonic, place.mode), tonic]), false);
  const otherSpelling = () => {
    if (key.hasOtherSpelling) choose({ ...place, isOther: !place.isOther });
  };
  useToolKeys(t('tool.circle'), [
    { keys: 'ArrowRight', label: t('circle.fifthUp'), run: () => turn(1), repeats: true },
    { keys: 'ArrowLeft', label: t('circle.fifthDown'), run: () => turn(-1), repeats: true },
    { keys: 'ArrowDown', label: t('circle.inward'), run: () => goIn(1) },
    { keys: 'ArrowUp', label: t('circle.outward'), run: () => goIn(-1) },
    { keys: 'Space', label: t('circle.chord'), run: () => playChordOf(place) },
    { keys: 'Enter', label: t('circle.chord'), run: () => playChordOf(place) },
    { keys: 's', label: t('circle.scale'), run: playScale },
    { keys: 'a', label: t('circle.arpeggio'), run: playArpeggio },
    { keys: 'e', label: t('circle.otherSpelling'), run: otherSpelling },
  ]);
  return (
    <ToolboxLayout name={t('tool.circle')}>
      <div className="circle-desk">
        <div ref={circle}>
          <CircleOfFifths place={place} onChoose={choose} onPlay={playChordOf} />
          <Text size="sm" c="dimmed" ta="center" mt="sm">
            {t('circle.keys')}
          </Text>
        </div>
        <section aria-label={t('circle.about')} className="circle-about">
          <div>
            <Title order={2} aria-live="polite">
              {circleKeyText(key, place.mode, t)}
            </Title>
            <Text>
              {signatureText(key.fifths, t)}
              {key.fifths !== 0 &&
                `: ${signatureNotes(key.fifths)
                  .map((note) => noteText(note, t))
                  .join(' ')}`}
            </Text>
          </div>
          <Group gap="xs">
            <Button onClick={() => playChordOf(place)} aria-keyshortcuts="Space">
              {t('circle.chord')}
            </Button>
            <Button variant="default" onClick={playScale} aria-keyshortcuts="S">
              {t('circle.scale')}
            </Button>
            <Button variant="default" onClick={playArpeggio} aria-keyshortcuts="A">
              {t('circle.arpeggio')}
            </Button>
            {key.hasOtherSpelling && (
              <Button variant="subtle" onClick={otherSpelling} aria-keyshortcuts="E">
                {t('circle.alsoAs', {
                  key: circleKeyText(circleKey(place.position, !place.isOther), place.mode, t),
                })}
              </Button>
            )}
          </Group>
          <dl className="circle-facts">
            <Fact name={t('circle.triad')}>
              {triadOf(tonic, place.mode)
                .map((note) => noteText(note, t))
                .join(' ')}
            </Fact>
            <Fact name={t('circle.scale')}>
              {scaleOf(tonic, place.mode)
                .map((note) => noteText(note, t))
                .join(' ')}
            </Fact>
          </dl>
          <Triads circle={key} mode={place.mode === 'minor' ? 'minor' : 'major'} />
          <Neighbours circle={key} place={place} onChoose={choose} />
        </section>
      </div>
    </ToolboxLayout>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Triads({ circle, mode }: { circle: CircleKey; mode: 'major' | 'minor' }) {
  const { t } = useTranslation('toolbox');
  return (
    <div>
      <h3 className="circle-part">{t('circle.triadsIn', { key: circleKeyText(circle, mode, t) })}</h3>
      <ul className="circle-triads">
        {triadsIn(circle.tonic[mode], mode).map(({ degree, root, mode: of }) => (
          <li key={degree}>
            <Button
              variant="default"
              fullWidth
              h="auto"
              py={6}
              px={4}
              onClick={() => void playTones(upwards(triadOf(root, of)), true)}
            >
              <span className="circle-triad">
                <span>{triadText(root, of, t)}</span>
                <small>{numeral(degree, of)}</small>
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function numeral(degree: number, mode: (typeof modes)[number]): string {
  const roman = NUMERALS[degree - 1] ?? '';
  if (mode === 'major') return roman;
  return mode === 'minor' ? roman.toLowerCase() : `${roman.toLowerCase()}°`;
}

interface NeighboursProps {
  readonly circle: CircleKey;
  readonly place: Place;
  readonly onChoose: (place: Place) => void;
}

/** The relative key, and those a fifth away. */
function Neighbours({ circle, place, onChoose }: NeighboursProps) {
  const { t } = useTranslation('toolbox');
  const mode = place.mode === 'minor' ? 'minor' : 'major';
  const { position } = circle;
  const near = [
    { text: 'relative', place: { ...place, mode: mode === 'major' ? 'minor' : 'major' } },
    { text: 'dominant', place: { position: (position + 1) % 12, mode, isOther: false } },
    { text: 'subdominant', place: { position: (position + 11) % 12, mode, isOther: false } },
  ] as const;
  return (
    <div>
      <h3 className="circle-part">{t('circle.neighbours')}</h3>
      <Group gap="xs">
        {near.map(({ text, place: at }) => (
          <Button key={text} variant="default" size="compact-md" onClick={() => onChoose(at)}>
            {t(`circle.${text}`, { key: circleKeyText(circleKey(at.position, at.isOther), at.mode, t) })}
          </Button>
        ))}
      </Group>
    </div>
  );
}
