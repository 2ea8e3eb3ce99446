import { useMantineColorScheme } from '@mantine/core';
import type { Settings } from '@mirubato/domain/settings';
import { useEffect, useState } from 'react';
import { showLanguage, systemLanguage } from '../i18n/i18n.ts';

/**
 * Brings language and theme of the page to the musician's settings.
 * @param settings undefined while nobody knows them
 * @returns whether the page may be shown: not in one language first and then in another
 */
export function useAppearance(settings: Pick<Settings, 'language' | 'theme'> | undefined): boolean {
  const { setColorScheme } = useMantineColorScheme();
  const [isReady, setIsReady] = useState(false);
  const theme = settings?.theme;
  const language = settings && (settings.language ?? systemLanguage());
  useEffect(() => {
    if (theme === undefined) return;
    setColorScheme(theme === 'stage' ? 'dark' : theme);
    document.documentElement.toggleAttribute('data-stage', theme === 'stage');
  }, [theme, setColorScheme]);
  useEffect(() => {
    if (language === undefined) return;
    const ready = () => setIsReady(true);
    // Texts that do not come leave the page in the language that it has.
    showLanguage(language).then(ready, ready);
  }, [language]);
  return isReady;
}
