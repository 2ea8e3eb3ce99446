import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useShortcutSheet } from '../app/shortcut-sheet-state.ts';
import { ShownKeys } from './shown-keys.tsx';
import type { ReviewCommands } from './use-review-keys.ts';

interface ReviewToolsProps {
  readonly commands: ReviewCommands;
  readonly canGoBack: boolean;
  readonly areAllFieldsShown: boolean;
}

/** What can be done with the score, each with its key. */
export function ReviewTools({ commands, canGoBack, areAllFieldsShown }: ReviewToolsProps) {
  const { t } = useTranslation('review');
  return (
    <div className="review-tools">
      <div className="review-main-tools">
        <Button
          size="md"
          rightSection={<ShownKeys keys="Enter" />}
          aria-keyshortcuts="Enter"
          onClick={commands.accept}
        >
          {t('accept')}
        </Button>
        <Button
          variant="default"
          size="md"
          rightSection={<ShownKeys keys="alt+Enter" />}
          aria-keyshortcuts="Alt+Enter"
          onClick={commands.skip}
        >
          {t('skip')}
        </Button>
      </div>
      <div className="review-more-tools">
        <Tool keys="z" label={t('back')} isDisabled={!canGoBack} onClick={commands.back} />
        <Tool keys="o" label={t('open')} onClick={commands.open} />
        <Tool
          keys="m"
          label={t(areAllFieldsShown ? 'fewerFields' : 'allFields')}
          onClick={commands['all-fields']}
        />
        <Tool keys="Delete" label={t('trash')} onClick={commands.trash} />
        <Tool keys="?" label={t('allKeys')} onClick={() => useShortcutSheet.setState({ isOpen: true })} />
        <Tool keys="Escape" label={t('leave')} onClick={commands.leave} />
      </div>
    </div>
  );
}

interface ToolProps {
  readonly keys: string;
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onClick: (() => void) | undefined;
}

function Tool({ keys, label, isDisabled = false, onClick }: ToolProps) {
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      rightSection={<ShownKeys keys={keys} />}
      aria-keyshortcuts={keys}
      disabled={isDisabled}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
