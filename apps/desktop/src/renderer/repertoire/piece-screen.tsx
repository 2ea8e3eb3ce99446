import { Anchor, Button, Group, Kbd, Select, Text, Title } from '@mantine/core';
import { type PieceStatus, pieceStatuses } from '@mirubato/domain/repertoire';
import { IconBook2, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useScreenTitle } from '../app/screen-title.ts';
import { useShortcuts } from '../app/shortcuts.ts';
import { useFormat } from '../i18n/format.ts';
import { useEntryForm } from '../logbook/entry-form-state.ts';
import { EntryLine } from '../logbook/entry-line.tsx';
import { useMoveToTrash } from '../trash/move-to-trash.ts';
import { useChangeStatus } from './change-status.ts';
import { PieceFacts } from './piece-facts.tsx';
import { usePieceForm } from './piece-form-state.ts';
import { usePractisePiece } from './practise-piece.ts';
import { StatusHistory } from './status-history.tsx';

export function PieceScreen() {
  const { t } = useTranslation('repertoire');
  const { pieceId = '' } = useParams({ strict: false });
  const { client } = useApi();
  const format = useFormat();
  const navigate = useNavigate();
  const practise = usePractisePiece();
  const changeStatus = useChangeStatus();
  const moveToTrash = useMoveToTrash();
  const openPiece = usePieceForm((form) => form.openPiece);
  const openEntry = useEntryForm((form) => form.openEntry);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['pieces', 'one', pieceId],
    queryFn: () => answer(client.api.pieces[':id'].$get({ param: { id: pieceId } })),
    meta: { collections: ['pieces', 'entries', 'scores', 'contents'] },
  });
  useScreenTitle(data?.piece.title ?? t('app:screens.pieces'));
  const scoreId = data?.scores[0]?.id;
  /** Of a book, at the piece's own pages. */
  const searchIn = (id: string) => {
    const place = data?.places.find((each) => each.scoreId === id);
    return place ? { piece: place.id } : {};
  };
  const openScore = (id: string) =>
    void navigate({ to: '/scores/$scoreId', params: { scoreId: id }, search: searchIn(id) });
  useShortcuts(
    t('keys.piece'),
    data
      ? [
          { keys: 'p', label: t('practise'), run: () => practise(data.piece) },
          { keys: 'e', label: t('edit'), run: () => openPiece(data.piece) },
          ...(scoreId
            ? [
                {
                  keys: 'o',
                  label: t('openScore'),
                  run: () => openScore(scoreId),
                },
              ]
            : []),
        ]
      : [],
  );
  if (isPending) {
    return (
      <div className="screen">
        <LoadingLines />
      </div>
    );
  }
  if (!data) {
    return (
      <div className="screen">
        <FailedState error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  const { piece, scores, recentEntries } = data;
  return (
    <div className="screen">
      <Anchor component={Link} to="/pieces" size="sm">
        {t('app:screens.pieces')}
      </Anchor>
      <Group justify="space-between" align="flex-start" mt="xs">
        <div>
          <Title order={1}>{piece.title}</Title>
          {piece.composer && <Text size="lg">{piece.composer}</Text>}
        </div>
        <Select
          aria-label={t('field.status')}
          w="13rem"
          allowDeselect={false}
          data={pieceStatuses.map((status) => ({ value: status, label: t(`status.${status}`) }))}
          value={piece.status}
          onChange={(status) => status && changeStatus({ id: piece.id, status: status as PieceStatus })}
        />
      </Group>
      <Group mt="lg">
        <Button
          size="md"
          leftSection={<IconPlayerPlay size={20} aria-hidden />}
          rightSection={<Kbd aria-hidden>P</Kbd>}
          aria-keyshortcuts="p"
          onClick={() => practise(piece)}
        >
          {t('practise')}
        </Button>
        {scoreId && (
          <Button
            size="md"
            variant="default"
            leftSection={<IconBook2 size={20} stroke={1.5} aria-hidden />}
            rightSection={<Kbd aria-hidden>O</Kbd>}
            aria-keyshortcuts="o"
            onClick={() => openScore(scoreId)}
          >
            {t('openScore')}
          </Button>
        )}
        <Button size="md" variant="default" aria-keyshortcuts="e" onClick={() => openPiece(piece)}>
          {t('edit')}
        </Button>
        <Button
          size="md"
          variant="subtle"
          color="gray"
          onClick={() => {
            moveToTrash({ collection: 'pieces', id: piece.id, title: piece.title });
            void navigate({ to: '/pieces' });
          }}
        >
          {t('toTrash')}
        </Button>
      </Group>
      <PieceFacts piece={piece} />
      <div className="piece-page">
        <div>
          <h2 className="section-name">{t('field.notes')}</h2>
          {piece.notes === '' ? (
            <Text c="dimmed">{t('none.notes')}</Text>
          ) : (
            <Text style={{ whiteSpace: 'pre-wrap' }}>{piece.notes}</Text>
          )}
          <h2 className="section-name">{t('entries')}</h2>
          {recentEntries.length === 0 && <Text c="dimmed">{t('none.entries')}</Text>}
          {recentEntries.map((entry) => (
            <EntryLine
              key={entry.id}
              entry={entry}
              date={format.shortDay(entry.localDate)}
              onOpen={() => openEntry(entry)}
            />
          ))}
        </div>
        <div>
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
      </div>
    </div>
  );
}

/** Without the scheme, and breakable where a reader would break it. */
function shownLink(link: string): string {
  const text = link.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
  return text.replace(/[/_,&?=-]+/g, '$&\u200b');
}
