import { ActionIcon, Button, Text, Tooltip } from '@mantine/core';
import {
  IconArrowAutofitHeight,
  IconArrowAutofitWidth,
  IconArrowLeft,
  IconChevronLeft,
  IconChevronRight,
  IconContrast,
  IconMaximize,
  IconPlayerPlay,
  IconVocabulary,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageField } from './page-field.tsx';
import type { Fit } from './page-size.ts';
import type { ViewerCommands } from './use-viewer-keys.ts';

interface ViewerToolbarProps {
  readonly title: string;
  readonly composer: string | null;
  readonly page: number;
  /** Not known until the document is open. */
  readonly pageCount: number | undefined;
  /** Of the piece that is open; else the document's. */
  readonly firstPage: number;
  readonly lastPage: number | undefined;
  readonly fit: Fit;
  readonly isInverted: boolean;
  readonly areWordsShown: boolean;
  readonly commands: ViewerCommands;
  readonly onPage: (page: number) => void;
  /** Stands among the tools. */
  readonly children?: ReactNode;
}

export function ViewerToolbar(props: ViewerToolbarProps) {
  const {
    title,
    composer,
    page,
    pageCount,
    firstPage,
    lastPage,
    fit,
    isInverted,
    areWordsShown,
    commands,
    onPage,
  } = props;
  const { t } = useTranslation('viewer');
  const nextFit = fit === 'page' ? 'width' : 'page';
  return (
    <header className="viewer-toolbar">
      <div className="viewer-heading">
        <Tool icon={IconArrowLeft} label={t('back')} keys="Escape" onClick={commands.back} />
        <div className="viewer-title">
          <Text component="h1" fw={600} truncate>
            {title || '\u00a0'}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {composer}
          </Text>
        </div>
      </div>
      <div className="viewer-turn">
        <Tool
          icon={IconChevronLeft}
          label={t('toolbar.previous')}
          keys="ArrowLeft"
          disabled={pageCount === undefined || page <= firstPage}
          onClick={() => commands.turn('previous')}
        />
        <PageField page={page} pageCount={pageCount} onPage={onPage} />
        <Tool
          icon={IconChevronRight}
          label={t('toolbar.next')}
          keys="ArrowRight"
          disabled={lastPage === undefined || page >= lastPage}
          onClick={() => commands.turn('next')}
        />
      </div>
      <div className="viewer-tools">
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={18} aria-hidden />}
          aria-keyshortcuts="p"
          onClick={commands.practise}
        >
          {t('toolbar.practise')}
        </Button>
        {props.children}
        <Tool
          icon={nextFit === 'width' ? IconArrowAutofitWidth : IconArrowAutofitHeight}
          label={t(`toolbar.fit.${nextFit}`)}
          keys="F"
          onClick={commands.fit}
        />
        <Tool
          icon={IconContrast}
          label={t('toolbar.invert')}
          keys="I"
          isPressed={isInverted}
          onClick={commands.invert}
        />
        <Tool
          icon={IconVocabulary}
          label={t('words.toggle')}
          keys="D"
          isPressed={areWordsShown}
          onClick={commands.words}
        />
        <Tool icon={IconMaximize} label={t('toolbar.fullScreen')} keys="F11" onClick={commands.fullScreen} />
      </div>
    </header>
  );
}

interface ToolProps {
  readonly icon: TablerIcon;
  readonly label: string;
  readonly keys: string;
  readonly isPressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

function Tool({ icon: Icon, label, keys, isPressed, disabled = false, onClick }: ToolProps) {
  const { t, i18n } = useTranslation();
  const keyName = i18n.exists(`keys.${keys}`) ? t(`keys.${keys}`) : keys;
  return (
    <Tooltip label={`${label} (${keyName})`} openDelay={400}>
      <ActionIcon
        variant={isPressed ? 'light' : 'subtle'}
        {...(isPressed ? {} : { color: 'gray' })}
        size="lg"
        aria-label={label}
        aria-keyshortcuts={keys}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        disabled={disabled}
        onClick={onClick}
      >
        <Icon size={22} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
