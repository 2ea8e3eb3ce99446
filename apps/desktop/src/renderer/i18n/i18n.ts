/**
 * Texts by language and feature: `i18n/<language>/<feature>.json` is the namespace `<feature>`. All are in the
 * bundle; nothing is loaded later.
 */
import 'dayjs/locale/de';
import { languages } from '@mirubato/domain/settings';
import i18next, { type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = (typeof languages)[number];

const files = import.meta.glob<Record<string, unknown>>('./*/*.json', { eager: true, import: 'default' });

const resources: Record<string, Record<string, object>> = {};
for (const [path, texts] of Object.entries(files)) {
  const [, language = '', feature = ''] = /^\.\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
  resources[language] ??= {};
  (resources[language] as Record<string, object>)[feature] = texts;
}

void i18next.use(initReactI18next).init({
  resources: resources as Resource,
  lng: systemLanguage(),
  fallbackLng: 'en',
  defaultNS: 'app',
  interpolation: { escapeValue: false },
});

export function systemLanguage(): Language {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find((tag): tag is Language => (languages as readonly string[]).includes(tag)) ?? 'en';
}
