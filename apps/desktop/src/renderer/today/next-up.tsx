import { Anchor, Button, Group, Kbd, Text, Title } from '@mantine/core';
import type { Suggestion } from '@mirubato/core/client';
import { IconBook2, IconPlayerPlay } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../app/shortcuts.ts';
import { useFormat } from '../i18n/format.ts';
import { usePieceForm } from '../repertoire/piece-form-state.ts';
import { NextModeButton } from '../timer/mode-button.tsx';
import { useTimerActions } from '../timer/timer.ts';

/** What to practise now: the first one large, with one key for its timer and one for its score. */
export function NextUp({ suggestions, scores }: { suggestions: readonly Suggestion[]; scores: number }) {
  const { t } = useTranslation('today');
  const navigate = useNavigate();
  const { practise } = useTimerActions();
  const openNewPiece = usePieceForm((form) => form.openNew);
  const waited = useWaitedText();
  const [first, ...others] = suggestions;
  const practisePiece = ({ piece, scoreId }: Suggestion) =>
    practise({ pieceId: piece.id, scoreId, title: piece.title, composer: piece.composer });
  const openScore = (scoreId: string) => void navigate({ to: '/scores/$scoreId', params: { scoreId } });
  useShortcuts(
    t('app:screens.today'),
    first
      ? [
          {
            keys: 'p',
            label: t('practiseNamed', { title: first.piece.title }),
            run: () => practisePiece(first),
          },
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
            <Link to="/pieces/$pieceId" params={{ pieceId: first.piece.id }}>
              {first.piece.title}
            </Link>
          </Title>
          {first.piece.composer && <Text size="lg">{first.piece.composer}</Text>}
          <Text c="dimmed" mt={4}>
            {t(`repertoire:status.${first.piece.status}`)} · {waited(first)}
          </Text>
          <Group mt="lg">
            <Button
              size="md"
              leftSection={<IconPlayerPlay size={20} aria-hidden />}
              rightSection={<Kbd aria-hidden>P</Kbd>}
              aria-keyshortcuts="p"
              onClick={() => practisePiece(first)}
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
        {others.map((suggestion) => (
          <li key={suggestion.piece.id}>
            <div className="next-other-what">
              <Anchor
                component={Link}
                to="/pieces/$pieceId"
                params={{ pieceId: suggestion.piece.id } as never}
                fw={600}
                c="var(--ink)"
              >
                {suggestion.piece.title}
              </Anchor>
              <Text size="sm" c="dimmed">
                {[suggestion.piece.composer, waited(suggestion)].filter(Boolean).join(' · ')}
              </Text>
            </div>
            <Group gap="xs" wrap="nowrap">
              {suggestion.scoreId && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={t('openScoreNamed', { title: suggestion.piece.title })}
                  onClick={() => openScore(suggestion.scoreId ?? '')}
                >
                  {t('openScore')}
                </Button>
              )}
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t('practiseNamed', { title: suggestion.piece.title })}
                onClick={() => practisePiece(suggestion)}
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

function useWaitedText(): (suggestion: Suggestion) => string {
  const { t } = useTranslation('today');
  const { daysAgo } = useFormat();
  return ({ days }) => (days === null ? t('notYet') : t('lastPractised', { when: daysAgo(days) }));
}
