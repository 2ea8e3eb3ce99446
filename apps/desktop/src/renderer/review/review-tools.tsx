import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Keys } from '../app/shortcut-sheet.tsx';
import type { ReviewCommand } from './review-keys.ts';
import type { ReviewCommands } from './use-review-keys.ts';

/** What can be done with the score, each with its key. */
export function ReviewTools({
  commands,
  canGoBack,
  areAllFieldsShown,
}: {
  commands: ReviewCommands;
  canGoBack: boolean;
  areAllFieldsShown: boolean;
}) {
  const { t } = useTranslation('review');
  const tool = (command: ReviewCommand, keys: string, label: string, isDisabled = false) => (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      rightSection={<Keys keys={keys} />}
      aria-label={label}
      aria-keyshortcuts={keys}
      disabled={isDisabled}
      onClick={commands[command]}
    >
      {label}
    </Button>
  );
  return (
    <div className="review-tools">
      <Button
        fullWidth
        size="md"
        rightSection={<Keys keys="Enter" />}
        aria-label={t('accept')}
        aria-keyshortcuts="Enter"
        onClick={commands.accept}
      >
        {t('accept')}
      </Button>
      <div className="review-tool-rows">
        {tool('skip', 'alt+Enter', t('skip'))}
        {tool('back', 'z', t('back'), !canGoBack)}
        {tool('all-fields', 'm', t(areAllFieldsShown ? 'fewerFields' : 'allFields'))}
        {tool('open', 'o', t('open'))}
        {tool('trash', 'Delete', t('trash'))}
        {tool('leave', 'Escape', t('leave'))}
      </div>
    </div>
  );
}
