import { Anchor, Button, Group, Kbd, Menu, Select, Text, Title } from '@mantine/core';
import type { PieceReach } from '@mirubato/core/client';
import { type PeriodKind, type PieceStatus, pieceStatuses } from '@mirubato/domain/repertoire';
import { IconBook2, IconDots, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { showProblem } from '../app/problem-notice.ts';
import { useScreenTitle } from '../app/screen-title.ts';
import { useShortcuts } from '../app/shortcuts.ts';
import { firstDayOfWeek, useSettings } from '../settings/settings.ts';
import { localZone } from '../timer/timer.ts';
import { useMoveToTrash } from '../trash/move-to-trash.ts';
import { useChangeStatus } from './change-status.ts';
import { useGradeKeys } from './marking.ts';
import { MergeDialog } from './merge-dialog.tsx';
import { PieceAside } from './piece-aside.tsx';
import { PieceEntries } from './piece-entries.tsx';
import { PieceFacts } from './piece-facts.tsx';
import { usePieceForm } from './piece-form-state.ts';
import { PiecePassages } from './piece-passages.tsx';
import { PieceProgress } from './piece-progress.tsx';
import { usePractisePiece } from './practise-piece.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { useSpacing } from './spacing.ts';

const NotesText = lazy(() => import('./notes-text.tsx'));

/** All that is known of one piece. */
export function PieceScreen() {
  const { pieceId = '' } = useParams({ strict: false });
  // Another piece begins with nothing asked and nothing typed.
  return <PiecePage key={pieceId} pieceId={pieceId} />;
}

function PiecePage({ pieceId }: { pieceId: string }) {
  const { t } = useTranslation('repertoire');
  const { client } = useApi();
  const navigate = useNavigate();
  const practise = usePractisePiece();
  const changeStatus = useChangeStatus();
  const moveToTrash = useMoveToTrash();
  const openPiece = usePieceForm((form) => form.openPiece);
  const [by, setBy] = useState<PeriodKind>('week');
  const [isMerging, setMerging] = useState(false);
  const [reach, setReach] = useState<PieceReach | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['pieces', 'one', pieceId],
    queryFn: () => answer(client.api.pieces[':id'].$get({ param: { id: pieceId } })),
    meta: { collections: ['pieces', 'entries', 'scores', 'contents', 'goals'] },
  });
  const practice = usePractice(pieceId, by);
  const spacing = useSpacing(pieceId);
  useScreenTitle(data?.piece.title ?? t('app:screens.pieces'));
  const scoreId = data?.scores[0]?.id;
  /** Of a book, at the piece's own pages. */
  const searchIn = (id: string) => {
    const place = data?.places.find((each) => each.scoreId === id);
    return place ? { piece: place.id } : {};
  };
  const openScore = (id: string) =>
    void navigate({ to: '/scores/$scoreId', params: { scoreId: id }, search: searchIn(id) });
  const leave = () => void navigate({ to: '/pieces' });
  const remove = async (piece: { id: string; title: string }) => {
    try {
      const found = await answer(client.api.pieces[':id'].reach.$get({ param: { id: piece.id } }));
      if (found.entries > 0) {
        setReach(found);
        return;
      }
      moveToTrash({ collection: 'pieces', id: piece.id, title: piece.title });
      leave();
    } catch (problem) {
      showProblem(problem);
    }
  };
  const gradeKeys = useGradeKeys(data && { pieceId, title: data.piece.title });
  useShortcuts(
    t('keys.piece'),
    data
      ? [
          { keys: 'p', label: t('practise'), run: () => practise(data.piece) },
          ...(scoreId ? [{ keys: 'o', label: t('openScore'), run: () => openScore(scoreId) }] : []),
          { keys: 'e', label: t('edit'), run: () => openPiece(data.piece) },
          ...gradeKeys,
          { keys: 'm', label: t('merge.open'), run: () => setMerging(true) },
          { keys: 'Delete', label: t('toTrash'), run: () => void remove(data.piece) },
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
  const { piece } = data;
  return (
    <div className="screen">
      <Anchor component={Link} to="/pieces" size="sm">
        {t('app:screens.pieces')}
      </Anchor>
      <Group justify="space-between" align="flex-start" mt="xs">
        <div className="piece-name">
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
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <Button
              size="md"
              variant="subtle"
              color="gray"
              leftSection={<IconDots size={20} stroke={1.5} aria-hidden />}
            >
              {t('more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item rightSection={<Kbd aria-hidden>M</Kbd>} onClick={() => setMerging(true)}>
              {t('merge.open')}
            </Menu.Item>
            <Menu.Item onClick={() => void remove(piece)}>{t('toTrash')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      <PieceFacts piece={piece} />
      <div className="piece-page">
        <div>
          {spacing.data && <PiecePassages piece={piece} spacing={spacing.data} practice={practice.data} />}
          {spacing.isError && <FailedState error={spacing.error} onRetry={() => void spacing.refetch()} />}
          {practice.data && <PieceProgress piece={piece} practice={practice.data} by={by} onBy={setBy} />}
          {practice.isError && <FailedState error={practice.error} onRetry={() => void practice.refetch()} />}
          <h2 className="section-name">{t('field.notes')}</h2>
          {piece.notes === '' ? (
            <Text c="dimmed">{t('none.notes')}</Text>
          ) : (
            <Suspense fallback={<LoadingLines lines={2} />}>
              <NotesText text={piece.notes} />
            </Suspense>
          )}
          <PieceEntries pieceId={piece.id} />
        </div>
        <PieceAside {...data} searchIn={searchIn} />
      </div>
      <MergeDialog
        piece={piece}
        likely={data.sameWork.pieces[0]?.id}
        isOpen={isMerging}
        onClose={() => setMerging(false)}
      />
      <RemoveDialog
        piece={{ id: piece.id, title: piece.title }}
        reach={reach}
        onClose={() => setReach(null)}
        onRemoved={leave}
      />
    </div>
  );
}

function usePractice(pieceId: string, by: PeriodKind) {
  const { client } = useApi();
  const zone = localZone();
  const firstDay = String(firstDayOfWeek(useSettings()));
  return useQuery({
    queryKey: ['pieces', 'practice', pieceId, by, zone, firstDay],
    queryFn: () =>
      answer(
        client.api.pieces[':id'].practice.$get({ param: { id: pieceId }, query: { by, zone, firstDay } }),
      ),
    placeholderData: (previous) => previous,
    meta: { collections: ['pieces', 'entries', 'settings'] },
  });
}
