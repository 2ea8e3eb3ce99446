import { useMantineColorScheme } from '@mantine/core';
import type { Settings } from '@mirubato/domain/settings';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { systemLanguage } from '../i18n/i18n.ts';

/** Brings language and theme of the page to the musician's settings. */
export function useAppearance(settings: Pick<Settings, 'language' | 'theme'>): void {
  const { i18n } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const { theme } = settings;
  const language = settings.language ?? systemLanguage();
  useEffect(() => {
    setColorScheme(theme === 'stage' ? 'dark' : theme);
    document.documentElement.toggleAttribute('data-stage', theme === 'stage');
  }, [theme, setColorScheme]);
  useEffect(() => {
    void i18n.changeLanguage(language);
    document.documentElement.lang = language;
  }, [language, i18n]);
}
