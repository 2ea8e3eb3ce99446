/** 'Sonata No. 14, "Moonlight" (Adagio)' in its parts; empty where it has only one. */
export function partsOfTitle(title: string): string[] {
  const parts = title
    .replace(/(^|[\s(])['‘‚](.+?)['’‘](?=$|[\s),.;:])/gu, '$1"$2"')
    .split(/[()[\]"“”„«»,:;|]|\s[-–—/]\s/)
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\d]/u.test(part));
  return parts.length > 1 ? parts : [];
}
