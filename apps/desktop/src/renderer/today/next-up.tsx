import { Anchor, Button, Group, Kbd, Text, Title } from '@mantine/core';
import type { NextThing } from '@mirubato/core/client';
import { IconBook2, IconPlayerPlay } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../app/shortcuts.ts';
import { useFormat } from '../i18n/format.ts';
import { usePassageText } from '../repertoire/passage-text.ts';
import { usePieceForm } from '../repertoire/piece-form-state.ts';
import { NextModeButton } from '../timer/mode-button.tsx';
import { useTimerActions } from '../timer/timer.ts';
import { useReasonText } from './reason-text.ts';

/** What to practise now and why: the first one large, with one key for its timer and one for its score. */
export function NextUp({ things, scores }: { things: readonly NextThing[]; scores: number }) {
  const { t } = useTranslation('today');
  const navigate = useNavigate();
  const { practise } = useTimerActions();
  const reasonText = useReasonText();
  const openNewPiece = usePieceForm((form) => form.openNew);
  const [first, ...others] = things;
  const practiseThing = ({ pieceId, scoreId, title, composer }: NextThing) =>
    practise({ pieceId: pieceId ?? null, scoreId: scoreId ?? null, title, composer: composer ?? null });
  const openScore = (scoreId: string) => void navigate({ to: '/scores/$scoreId', params: { scoreId } });
  useShortcuts(
    t('app:screens.today'),
    first
      ? [
          { keys: 'p', label: t('practiseNamed', { title: first.title }), run: () => practiseThing(first) },
          ...(first.scoreId
            ? [{ keys: 'o', label: t('openScore'), run: () => openScore(first.scoreId ?? '') }]
            : []),
        ]
      : [],
  );

  return (
    <section aria-labelledby="next-up">
      <Text id="next-up" component="h2" className="section-name">
        {t('nextUp')}
      </Text>
      {first ? (
        <div className="next-first">
          <Title order={3} className="next-title">
            {first.pieceId ? (
              <Link to="/pieces/$pieceId" params={{ pieceId: first.pieceId }}>
                {first.title}
              </Link>
            ) : (
              first.title
            )}
          </Title>
          <WhatOf thing={first} size="lg" />
          <Text c="dimmed" mt={4}>
            {reasonText(first.reason)}
          </Text>
          <Group mt="lg">
            <Button
              size="md"
              leftSection={<IconPlayerPlay size={20} aria-hidden />}
              rightSection={<Kbd aria-hidden>P</Kbd>}
              aria-keyshortcuts="p"
              onClick={() => practiseThing(first)}
            >
              {t('practise')}
            </Button>
            {first.scoreId && (
              <Button
                size="md"
                variant="default"
                leftSection={<IconBook2 size={20} stroke={1.5} aria-hidden />}
                rightSection={<Kbd aria-hidden>O</Kbd>}
                aria-keyshortcuts="o"
                onClick={() => openScore(first.scoreId ?? '')}
              >
                {t('openScore')}
              </Button>
            )}
            <NextModeButton />
          </Group>
        </div>
      ) : (
        <div className="next-first">
          <Text size="lg">{t('noPieces.title')}</Text>
          <Text c="dimmed" mt={4}>
            {t('noPieces.detail')}
          </Text>
          <Group mt="lg">
            <Button onClick={() => openNewPiece()}>{t('noPieces.add')}</Button>
            {scores > 0 && (
              <Button variant="default" component={Link} to="/scores">
                {t('noPieces.scores')}
              </Button>
            )}
          </Group>
        </div>
      )}
      <ul className="next-others">
        {others.map((thing) => (
          <li key={`${thing.kind} ${thing.pieceId ?? thing.title} ${thing.passage ?? ''}`}>
            <div className="next-other-what">
              {thing.pieceId ? (
                <Anchor
                  component={Link}
                  to="/pieces/$pieceId"
                  params={{ pieceId: thing.pieceId } as never}
                  fw={600}
                  c="var(--ink)"
                >
                  {thing.title}
                </Anchor>
              ) : (
                <Text fw={600}>{thing.title}</Text>
              )}
              <WhatOf thing={thing} size="sm" />
              <Text size="sm" c="dimmed">
                {reasonText(thing.reason)}
              </Text>
            </div>
            <Group gap="xs" wrap="nowrap">
              {thing.scoreId && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={t('openScoreNamed', { title: thing.title })}
                  onClick={() => openScore(thing.scoreId ?? '')}
                >
                  {t('openScore')}
                </Button>
              )}
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t('practiseNamed', { title: thing.title })}
                onClick={() => practiseThing(thing)}
              >
                {t('practise')}
              </Button>
            </Group>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Passage, composer, and for how long. */
function WhatOf({ thing, size }: { thing: NextThing; size: 'lg' | 'sm' }) {
  const format = useFormat();
  const passageText = usePassageText();
  const { passage, composer, minutes } = thing;
  const parts = [passage && passageText(passage), composer, minutes ? format.minutes(minutes) : null].filter(
    Boolean,
  );
  return parts.length === 0 ? null : <Text size={size}>{parts.join(' · ')}</Text>;
}
