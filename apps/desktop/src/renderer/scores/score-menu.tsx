import { ActionIcon, Menu } from '@mantine/core';
import type { ScoreItem } from '@mirubato/core/client';
import { IconDots, IconMusicPlus, IconPencil, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useScoreActions } from './score-actions.ts';
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
  return (
    <Menu position="bottom-end" width={220}>
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
        <Menu.Item
          leftSection={<IconMusicPlus size={18} aria-hidden />}
          onClick={() => createPiece.mutate(score)}
        >
          {t('action.createPiece')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash size={18} aria-hidden />} onClick={() => trash(score)}>
          {t('action.trash')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
