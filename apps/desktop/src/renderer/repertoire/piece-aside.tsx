import { Anchor, Progress, Text } from '@mantine/core';
import type { NamedOfWork, PieceWithPractice } from '@mirubato/core/client';
import type { Goal } from '@mirubato/domain/goals';
import type { Score } from '@mirubato/domain/scores';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { StatusHistory } from './status-history.tsx';

interface PieceAsideProps {
  readonly piece: PieceWithPractice;
  readonly scores: readonly Pick<Score, 'id' | 'title' | 'pageCount'>[];
  readonly goals: readonly Goal[];
  readonly sameWork: { readonly pieces: readonly NamedOfWork[]; readonly scores: readonly NamedOfWork[] };
  readonly searchIn: (scoreId: string) => object;
}

/** What belongs to a piece: goals, scores, what else there is of its work, links, history. */
export function PieceAside({ piece, scores, goals, sameWork, searchIn }: PieceAsideProps) {
  const { t } = useTranslation('repertoire');
  return (
    <div>
      {goals.length > 0 && (
        <>
          <h2 className="section-name">{t('goals.name')}</h2>
          <ul className="plain-list">
            {goals.map((goal) => (
              <GoalLine key={goal.id} goal={goal} />
            ))}
          </ul>
        </>
      )}
      <h2 className="section-name">{t('field.scores')}</h2>
      {scores.length === 0 && <Text c="dimmed">{t('none.scores')}</Text>}
      <ul className="plain-list">
        {scores.map((score) => (
          <li key={score.id}>
            <Anchor
              component={Link}
              to="/scores/$scoreId"
              params={{ scoreId: score.id } as never}
              search={searchIn(score.id) as never}
            >
              {score.title}
            </Anchor>
            <Text size="sm" c="dimmed">
              {t('pages', { count: score.pageCount })}
            </Text>
          </li>
        ))}
      </ul>
      {sameWork.pieces.length + sameWork.scores.length > 0 && (
        <>
          <h2 className="section-name">{t('sameWork')}</h2>
          <ul className="plain-list">
            {sameWork.pieces.map(({ id, title }) => (
              <li key={id}>
                <Anchor component={Link} to="/pieces/$pieceId" params={{ pieceId: id } as never}>
                  {title}
                </Anchor>
                <Text size="sm" c="dimmed">
                  {t('anotherPiece')}
                </Text>
              </li>
            ))}
            {sameWork.scores.map(({ id, title }) => (
              <li key={id}>
                <Anchor component={Link} to="/scores/$scoreId" params={{ scoreId: id } as never}>
                  {title}
                </Anchor>
                <Text size="sm" c="dimmed">
                  {t('unlinkedScore')}
                </Text>
              </li>
            ))}
          </ul>
        </>
      )}
      {piece.referenceLinks.length > 0 && (
        <>
          <h2 className="section-name">{t('field.links')}</h2>
          <ul className="plain-list">
            {piece.referenceLinks.map((link) => (
              <li key={link}>
                <Anchor href={link} target="_blank" rel="noreferrer" style={{ overflowWrap: 'anywhere' }}>
                  {shownLink(link)}
                </Anchor>
              </li>
            ))}
          </ul>
        </>
      )}
      <StatusHistory history={piece.statusHistory} />
    </div>
  );
}

function GoalLine({ goal }: { goal: Goal }) {
  const { t } = useTranslation('repertoire');
  const format = useFormat();
  const { title, status, targetDate, targetValue, currentValue } = goal;
  const share = targetValue ? Math.min(1, currentValue / targetValue) : null;
  const facts = [
    ...(status === 'active' ? [] : [t(`goals.${status}`)]),
    ...(share === null ? [] : [format.percent(share)]),
    ...(targetDate === null ? [] : [t('goals.until', { date: format.shortDay(targetDate) })]),
  ];
  return (
    <li>
      <Text fw={600}>{title}</Text>
      {share !== null && (
        <Progress value={100 * share} size="xs" mt={4} aria-label={t('goals.progress', { title })} />
      )}
      <Text size="sm" c="dimmed" className="numbers">
        {facts.join(' · ')}
      </Text>
    </li>
  );
}

/** Without the scheme, and breakable where a reader would break it. */
function shownLink(link: string): string {
  const text = link.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
  return text.replace(/[/_,&?=-]+/g, '$&\u200b');
}
