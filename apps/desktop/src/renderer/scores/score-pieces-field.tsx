import { Button, CloseButton, Group, Input, Select, Text, VisuallyHidden } from '@mantine/core';
import type { ScoreItem } from '@mirubato/core/client';
import type { Piece } from '@mirubato/domain/repertoire';
import { IconMusicPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePieces } from '../repertoire/pieces.ts';
import { useRelated } from './related.ts';
import { useCreatePieceOf, useLinkPiece } from './score-pieces.ts';

/** The score's pieces: made from it, linked, or cut loose. Takes effect at once, without the form's button. */
export function ScorePieces({ score, pieces }: { score: ScoreItem; pieces: readonly Piece[] }) {
  const { t } = useTranslation('scores');
  const known = usePieces({ sort: 'title' }).data ?? [];
  const suggested = useRelated(score.id).data?.pieces ?? [];
  const create = useCreatePieceOf();
  const link = useLinkPiece();
  const others = known.filter(({ id }) => !pieces.some((piece) => piece.id === id));
  const setLinked = (piece: Piece, isLinked: boolean) => {
    const without = piece.scoreIds.filter((id) => id !== score.id);
    link.mutate({ pieceId: piece.id, scoreIds: isLinked ? [...without, score.id] : without });
  };
  return (
    <fieldset className="score-pieces">
      <Input.Label component="legend">{t('piece.legend')}</Input.Label>
      {pieces.map((piece) => (
        <Group key={piece.id} justify="space-between" wrap="nowrap" className="score-piece">
          <Link to="/pieces/$pieceId" params={{ pieceId: piece.id }}>
            {piece.title}
          </Link>
          <CloseButton
            aria-label={t('piece.unlink', { title: piece.title })}
            onClick={() => setLinked(piece, false)}
          />
        </Group>
      ))}
      {suggested.map((piece) => (
        <Group key={piece.id} justify="space-between" wrap="nowrap" className="score-piece">
          <Text size="sm">{t('piece.suggested', { title: piece.title })}</Text>
          <Button variant="default" size="compact-sm" onClick={() => setLinked(piece, true)}>
            {t('piece.linkSuggested')}
            <VisuallyHidden> {piece.title}</VisuallyHidden>
          </Button>
        </Group>
      ))}
      {pieces.length === 0 && suggested.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('piece.none')}
        </Text>
      )}
      <Group gap="xs" mt="xs">
        <Button
          variant="default"
          leftSection={<IconMusicPlus size={18} stroke={1.6} aria-hidden />}
          loading={create.isPending}
          onClick={() => create.mutate(score)}
        >
          {t('action.createPiece')}
        </Button>
        {others.length > 0 && (
          <Select
            aria-label={t('piece.link')}
            placeholder={t('piece.link')}
            searchable
            limit={50}
            flex={1}
            miw={200}
            data={others.map(({ id, title, composer }) => ({
              value: id,
              label: composer ? `${title} – ${composer}` : title,
            }))}
            value={null}
            onChange={(id) => {
              const piece = others.find((candidate) => candidate.id === id);
              if (piece) setLinked(piece, true);
            }}
          />
        )}
      </Group>
    </fieldset>
  );
}
