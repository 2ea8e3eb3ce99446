import { ActionIcon, Anchor, Text } from '@mantine/core';
import type { SpacedThing } from '@mirubato/core/client';
import { IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../app/empty-state.tsx';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useFormat } from '../i18n/format.ts';
import { useReasonText } from '../today/reason-text.ts';
import { CalibrationText } from './calibration-text.tsx';
import { GradeMenu } from './grade-buttons.tsx';
import { usePassageText } from './passage-text.ts';
import { usePractisePiece } from './practise-piece.ts';
import { spacingReason, useSpacing } from './spacing.ts';

/** What is due by its spacing, what is likeliest lost first, and after that what comes. @param q shown are those that it finds */
export function DueList({ q }: { q: string }) {
  const { t } = useTranslation('repertoire');
  const { data, error, isPending, refetch } = useSpacing();
  if (isPending) return <LoadingLines />;
  if (!data) return <FailedState error={error} onRetry={() => void refetch()} />;
  if (data.things.length === 0) {
    return <EmptyState title={t('spacing.emptyTitle')} detail={t('spacing.emptyDetail')} />;
  }
  const words = q.trim().toLocaleLowerCase();
  const found = data.things.filter(({ title, composer, passage }) =>
    [title, composer, passage].join(' ').toLocaleLowerCase().includes(words),
  );
  const due = found.filter(({ isDue }) => isDue);
  const coming = found.filter(({ isDue }) => !isDue);
  return (
    <>
      <DueThings name={t('spacing.dueNow')} things={due} date={data.date} />
      {due.length === 0 && <Text c="dimmed">{t('spacing.nothingDue')}</Text>}
      <DueThings name={t('spacing.coming')} things={coming} date={data.date} />
      <Text c="dimmed" size="sm" mt="xl" maw="42rem">
        <CalibrationText calibration={data.calibration} />
      </Text>
    </>
  );
}

function DueThings(props: { name: string; things: readonly SpacedThing[]; date: string }) {
  const { t } = useTranslation('repertoire');
  const format = useFormat();
  const reasonText = useReasonText();
  const practise = usePractisePiece();
  const passageText = usePassageText();
  const { name, things, date } = props;
  return (
    <section aria-label={name}>
      <h2 className="section-name">{name}</h2>
      <ul className="passages">
        {things.map((thing) => {
          const { pieceId, title, composer, passage, scoreId, dueOn, isDue } = thing;
          const piece = { id: pieceId, title, composer, scoreIds: scoreId === null ? [] : [scoreId] };
          return (
            <li key={`${pieceId} ${passage}`}>
              <div>
                <Anchor
                  component={Link}
                  to="/pieces/$pieceId"
                  params={{ pieceId } as never}
                  fw={600}
                  c="var(--ink)"
                >
                  {title}
                </Anchor>
                <Text size="sm">
                  {[passage && passageText(passage), composer].filter(Boolean).join(' · ')}
                </Text>
                <Text size="sm" c="dimmed" className="numbers">
                  {!isDue && `${t('spacing.dueOn', { date: format.shortDay(dueOn) })} · `}
                  {reasonText([spacingReason(thing, date)])}
                </Text>
              </div>
              <GradeMenu thing={thing} />
              <ActionIcon
                variant="default"
                size="lg"
                title={t('practise')}
                aria-label={t('practiseNamed', { title })}
                onClick={() => practise(piece)}
              >
                <IconPlayerPlay size={18} stroke={1.5} aria-hidden />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
