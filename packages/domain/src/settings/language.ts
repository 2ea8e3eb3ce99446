export const languages = ['en', 'de', 'es', 'fr', 'it', 'ja', 'zh-CN', 'zh-TW'] as const;

/** That the screens can be in. */
export type Language = (typeof languages)[number];

/** Each by its own name, for whoever cannot read the present one. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  it: 'Italiano',
  ja: '日本語',
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
};

/** The one of ours in which somebody reads who asked for `tag`. @param tag BCP 47; undefined for any other language */
export function languageOfTag(tag: string): Language | undefined {
  const locale = localeOf(tag);
  if (locale?.language === 'zh') return locale.script === 'Hant' ? 'zh-TW' : 'zh-CN';
  return languages.find((language) => language === locale?.language);
}

/** @param tags BCP 47, what is wanted most first. English when we have none of them */
export function languageOfTags(tags: readonly string[]): Language {
  for (const tag of tags) {
    const language = languageOfTag(tag);
    if (language) return language;
  }
  return 'en';
}

/** With the script that the region writes; undefined for what is no tag. */
function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return undefined;
  }
}
