/**
 * Texts by language and feature: `i18n/<language>/<feature>.json` is the namespace `<feature>`. English is in the
 * bundle; every other language is one chunk, with the names that the calendar has for days and months.
 */
import { type Language, languageOfTags } from '@mirubato/domain/settings';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

type Texts = Readonly<Record<string, object>>;

const english = import.meta.glob<object>('./en/*.json', { eager: true, import: 'default' });

const loaders: Readonly<Record<Exclude<Language, 'en'>, () => Promise<{ default: Texts }>>> = {
  de: () => import('./languages/de.ts'),
  es: () => import('./languages/es.ts'),
  fr: () => import('./languages/fr.ts'),
  it: () => import('./languages/it.ts'),
  ja: () => import('./languages/ja.ts'),
  'zh-CN': () => import('./languages/zh-CN.ts'),
  'zh-TW': () => import('./languages/zh-TW.ts'),
};

void i18next.use(initReactI18next).init({
  resources: {},
  lng: 'en',
  fallbackLng: 'en',
  defaultNS: 'app',
  interpolation: { escapeValue: false },
});
addTexts('en', english);

let wanted: Language = 'en';

/** Ends when the screens are in the language, or when a later wish has taken its place. */
export async function showLanguage(language: Language): Promise<void> {
  wanted = language;
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'app')) {
    addTexts(language, (await loaders[language]()).default);
  }
  if (wanted !== language) return;
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

export function systemLanguage(): Language {
  return languageOfTags(navigator.languages);
}

function addTexts(language: Language, textsByPath: Texts): void {
  for (const [path, texts] of Object.entries(textsByPath)) {
    const feature = path.slice(path.lastIndexOf('/') + 1, -'.json'.length);
    i18next.addResourceBundle(language, feature, texts);
  }
}
