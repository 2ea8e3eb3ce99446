import { ActionIcon, Menu } from '@mantine/core';
import type { ScoreItem } from '@mirubato/core/client';
import {
  IconDots,
  IconList,
  IconMusicPlus,
  IconPencil,
  IconPlayerPlay,
  IconTextScan2,
  IconTrash,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useReadAgain, useScoreActions } from './score-actions.ts';
import { useCreatePieceOf } from './score-pieces.ts';

interface ScoreMenuProps {
  readonly score: ScoreItem;
  readonly tabIndex: number;
  readonly onEdit: (scoreId: string) => void;
}

export function ScoreMenu({ score, tabIndex, onEdit }: ScoreMenuProps) {
  const { t } = useTranslation('scores');
  const { practise, trash } = useScoreActions();
  const createPiece = useCreatePieceOf();
  const readAgain = useReadAgain();
  const navigate = useNavigate();
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon
          variant="default"
          aria-label={t('action.menuOf', { title: score.title })}
          tabIndex={tabIndex}
        >
          <IconDots size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPlayerPlay size={18} aria-hidden />} onClick={() => practise(score)}>
          {t('action.practise')}
        </Menu.Item>
        <Menu.Item leftSection={<IconPencil size={18} aria-hidden />} onClick={() => onEdit(score.id)}>
          {t('action.edit')}
        </Menu.Item>
        {score.pageCount > 1 && (
          <Menu.Item
            leftSection={<IconList size={18} aria-hidden />}
            onClick={() => void navigate({ to: '/scores/$scoreId/contents', params: { scoreId: score.id } })}
          >
            {t('action.contents')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconMusicPlus size={18} aria-hidden />}
          onClick={() => createPiece.mutate(score)}
        >
          {t('action.createPiece')}
        </Menu.Item>
        {/* Of a scan the words have to be recognised, which a language helps with. */}
        {(score.hasTextLayer ? [undefined] : (['deu', 'eng'] as const)).map((first) => (
          <Menu.Item
            key={first ?? 'layer'}
            leftSection={<IconTextScan2 size={18} aria-hidden />}
            disabled={!score.isAvailable || readAgain.isPending}
            onClick={() => readAgain.mutate({ score, ...(first && { first }) })}
          >
            {t(first ? `action.readAgainIn.${first}` : 'action.readAgain')}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash size={18} aria-hidden />} onClick={() => trash(score)}>
          {t('action.trash')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
