/** Languages that words under notes are in, by their names in the language of the interface. */

const tags = [
  'la',
  'it',
  'de',
  'fr',
  'en',
  'es',
  'pt',
  'ca',
  'nl',
  'da',
  'sv',
  'nb',
  'fi',
  'is',
  'ga',
  'cy',
  'pl',
  'cs',
  'sk',
  'hu',
  'ro',
  'hr',
  'sl',
  'sr',
  'bg',
  'ru',
  'uk',
  'cu',
  'lt',
  'lv',
  'et',
  'el',
  'he',
  'yi',
  'ar',
  'tr',
  'ja',
  'ko',
  'zh',
] as const;

/** @param present a tag that is offered too, whatever it is */
export function languageChoices(
  interfaceLanguage: string,
  present: string,
): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([interfaceLanguage], { type: 'language', fallback: 'code' });
  const offered = present === '' || (tags as readonly string[]).includes(present) ? tags : [present, ...tags];
  return offered
    .map((tag) => ({ value: tag, label: nameOf(names, tag) }))
    .sort((a, b) => a.label.localeCompare(b.label, interfaceLanguage));
}

function nameOf(names: Intl.DisplayNames, tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    // Typed by someone, and no tag at all.
    return tag;
  }
}
