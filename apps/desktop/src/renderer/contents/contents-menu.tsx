/** In the viewer: from one piece of a book to another. */
import { ActionIcon, Anchor, Popover, ScrollArea, Text, Tooltip } from '@mantine/core';
import { IconList } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BookPieces } from './book-pieces.tsx';
import { useContents } from './contents.ts';

interface ContentsMenuProps {
  readonly scoreId: string;
  /** That is open; undefined for the whole book. */
  readonly pieceId: string | undefined;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

export function ContentsMenu({ scoreId, pieceId, isOpen, onOpen }: ContentsMenuProps) {
  const { t } = useTranslation('contents');
  const contents = useContents(scoreId).data;
  const items = contents?.items ?? [];
  const found = contents?.isChecked ? 0 : (contents?.proposed?.items.length ?? 0);
  if (items.length === 0 && found === 0) return null;
  return (
    <Popover opened={isOpen} onChange={onOpen} position="bottom-end" width={380} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={`${t('open')} (C)`} openDelay={400}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('open')}
            aria-keyshortcuts="c"
            onClick={() => onOpen(!isOpen)}
          >
            <IconList size={22} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('title')}>
        <ScrollArea.Autosize mah="70dvh">
          {pieceId !== undefined && (
            <ul className="book-pieces">
              <li>
                <Link to="/scores/$scoreId" params={{ scoreId }} replace onClick={() => onOpen(false)}>
                  {t('wholeBook')}
                </Link>
              </li>
            </ul>
          )}
          <BookPieces items={items} current={pieceId} onOpen={() => onOpen(false)} />
        </ScrollArea.Autosize>
        <Text size="sm" mt="xs" px="xs">
          {items.length === 0 && `${t('found', { count: found })}. `}
          <Anchor component={Link} to="/scores/$scoreId/contents" params={{ scoreId } as never} inherit>
            {t(items.length === 0 ? 'lookThrough' : 'edit')}
          </Anchor>
        </Text>
      </Popover.Dropdown>
    </Popover>
  );
}
