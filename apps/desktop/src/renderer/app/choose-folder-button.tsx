import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { nativeHost } from './native-host.ts';
import { showProblem } from './problem-notice.ts';

/** Asks for a folder in the system's own dialog. Nothing in a browser, which tells no path. */
export function ChooseFolderButton({ onChosen }: { onChosen: (path: string) => void }) {
  const { t } = useTranslation('import');
  const host = nativeHost();
  if (!host) return null;
  const choose = () =>
    void host
      .chooseFolder()
      .then(([chosen]) => (chosen === undefined ? undefined : onChosen(chosen)), showProblem);
  return (
    <Button variant="default" onClick={choose}>
      {t('watched.choose')}
    </Button>
  );
}
