import { ActionIcon, Anchor, Menu, Text } from '@mantine/core';
import type { PieceWithPractice } from '@mirubato/core/client';
import { type PieceStatus, pieceStatuses } from '@mirubato/domain/repertoire';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useChangeStatus } from './change-status.ts';
import { usePractisePiece } from './practise-piece.ts';

/** Laid aside: these columns are shown only while something is in them. */
const quietStatuses: readonly PieceStatus[] = ['dropped', 'archived'];

/** A column for each status. A card is moved by its menu, or dragged. */
export function PiecesBoard({ pieces }: { pieces: readonly PieceWithPractice[] }) {
  const { t } = useTranslation('repertoire');
  const { number } = useFormat();
  const changeStatus = useChangeStatus();
  const [overStatus, setOverStatus] = useState<PieceStatus | null>(null);
  const columns = pieceStatuses
    .map((status) => ({ status, pieces: pieces.filter((piece) => piece.status === status) }))
    .filter((column) => column.pieces.length > 0 || !quietStatuses.includes(column.status));
  return (
    <div className="board">
      {columns.map((column) => (
        <section
          key={column.status}
          aria-label={t(`status.${column.status}`)}
          className="board-column"
          data-over={overStatus === column.status || undefined}
          onDragOver={(event) => {
            event.preventDefault();
            setOverStatus(column.status);
          }}
          onDragLeave={() => setOverStatus(null)}
          onDrop={(event) => {
            setOverStatus(null);
            const id = event.dataTransfer.getData('text/x-mirubato-piece');
            if (id !== '') changeStatus({ id, status: column.status });
          }}
        >
          <h2>
            {t(`status.${column.status}`)} <span className="numbers">{number(column.pieces.length)}</span>
          </h2>
          {column.pieces.map((piece) => (
            <PieceCard key={piece.id} piece={piece} />
          ))}
          {column.pieces.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('emptyColumn')}
            </Text>
          )}
        </section>
      ))}
    </div>
  );
}

function PieceCard({ piece }: { piece: PieceWithPractice }) {
  const { t } = useTranslation('repertoire');
  const format = useFormat();
  const practise = usePractisePiece();
  const changeStatus = useChangeStatus();
  const facts = [
    ...(piece.practiceMinutes > 0 ? [format.minutes(piece.practiceMinutes)] : []),
    piece.lastPractisedOn === null ? t('notYet') : format.shortDay(piece.lastPractisedOn),
  ];
  return (
    <article
      className="board-card"
      aria-label={piece.title}
      draggable
      onDragStart={(event) => event.dataTransfer.setData('text/x-mirubato-piece', piece.id)}
    >
      <div className="board-card-title">
        <Anchor
          component={Link}
          to="/pieces/$pieceId"
          params={{ pieceId: piece.id } as never}
          inherit
          fw={600}
          c="var(--ink)"
        >
          {piece.title}
        </Anchor>
      </div>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('cardMenu', { title: piece.title })}
          >
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => practise(piece)}>{t('practise')}</Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('moveTo')}</Menu.Label>
          {pieceStatuses
            .filter((status) => status !== piece.status)
            .map((status) => (
              <Menu.Item key={status} onClick={() => changeStatus({ id: piece.id, status })}>
                {t(`status.${status}`)}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      <div className="board-card-rest">
        {piece.composer && <Text size="sm">{piece.composer}</Text>}
        <Text size="xs" c="dimmed" className="numbers">
          {facts.join(' · ')}
        </Text>
      </div>
    </article>
  );
}
