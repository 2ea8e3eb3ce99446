import { ActionIcon, Anchor, Table, Text } from '@mantine/core';
import type { PieceWithPractice } from '@mirubato/core/client';
import { IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { usePractisePiece } from './practise-piece.ts';

export function PiecesTable({ pieces }: { pieces: readonly PieceWithPractice[] }) {
  const { t } = useTranslation('repertoire');
  const format = useFormat();
  const practise = usePractisePiece();
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing="sm" className="pieces-table flush-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('field.title')}</Table.Th>
            <Table.Th>{t('field.status')}</Table.Th>
            <Table.Th ta="end">{t('column.minutes')}</Table.Th>
            <Table.Th ta="end">{t('column.lastPractised')}</Table.Th>
            <Table.Th>
              <span className="visually-hidden">{t('practise')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {pieces.map((piece) => (
            <Table.Tr key={piece.id}>
              <Table.Td>
                <Anchor
                  component={Link}
                  to="/pieces/$pieceId"
                  params={{ pieceId: piece.id } as never}
                  fw={600}
                  c="var(--ink)"
                >
                  {piece.title}
                </Anchor>
                <Text size="sm" c="dimmed">
                  {piece.composer}
                </Text>
              </Table.Td>
              <Table.Td className="piece-status">{t(`status.${piece.status}`)}</Table.Td>
              <Table.Td ta="end" className="numbers">
                {piece.practiceMinutes > 0 && format.minutes(piece.practiceMinutes)}
              </Table.Td>
              <Table.Td ta="end" className="numbers">
                {piece.lastPractisedOn === null ? (
                  <Text span c="dimmed" inherit>
                    {t('notYet')}
                  </Text>
                ) : (
                  format.shortDay(piece.lastPractisedOn)
                )}
              </Table.Td>
              <Table.Td ta="end">
                <ActionIcon
                  variant="default"
                  size="lg"
                  title={t('practise')}
                  aria-label={t('practiseNamed', { title: piece.title })}
                  onClick={() => practise(piece)}
                >
                  <IconPlayerPlay size={18} stroke={1.5} aria-hidden />
                </ActionIcon>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
