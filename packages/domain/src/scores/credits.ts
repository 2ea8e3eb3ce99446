/** Who did what, as a heading says it: "Words by …", "arr. …", "herausgegeben von …". */
import type { PersonRole } from '../people/people.ts';

export interface Credit {
  readonly role: Exclude<PersonRole, 'composer'>;
  /** As printed, without years. */
  readonly name: string;
}

const BY = '(?: *(?:by|von|de|di|par|por|[:.]))+';

/** The composer's own credit is the heading's; a line that names both is read for both. */
const marks: readonly (readonly [role: Credit['role'], pattern: RegExp])[] = [
  [
    'lyricist',
    new RegExp(
      String.raw`(?:words|lyrics?|text|texte|testo|poem|poetry|poésie|paroles|worte|gedicht|dichtung|letra|versi|verse|libretto|слова)(?: *(?:and|und|et|y|e|&|\/) *(?:music|musik|musique|música|musica|melody))?${BY}`,
      'iu',
    ),
  ],
  [
    'arranger',
    new RegExp(
      String.raw`(?:arr(?:anged|angement|angiert|angé|anger|\.)?|transcri\p{L}+|bearb\p{L}*|harmoni[sz]ed|satz|orchestrat\p{L}+|adapted|réduction|klavierauszug)(?: (?:for|für|pour) [^,;]*?)?${BY}`,
      'iu',
    ),
  ],
  [
    'editor',
    new RegExp(
      String.raw`(?:ed(?:ited|itor)?\.?|revid\p{L}*|revised|rev\.|herausgegeben|hrsg\.?|fingered|bezeichnet|revu)(?: (?:and|und) (?:\p{L}+))?${BY}`,
      'iu',
    ),
  ],
];

const MAX_NAME_CHARACTERS = 60;

/** Every credit in a line, in no order. */
export function creditsOf(line: string): Credit[] {
  const found: { role: Credit['role']; from: number; to: number }[] = [];
  for (const [role, pattern] of marks) {
    const match = new RegExp(String.raw`(?<!\p{L})${pattern.source}`, 'iu').exec(line);
    if (match) found.push({ role, from: match.index, to: match.index + match[0].length });
  }
  found.sort((a, b) => a.from - b.from);
  return found.flatMap(({ role, to }, index) => {
    const name = cleanName(line.slice(to, found[index + 1]?.from));
    return name ? [{ role, name }] : [];
  });
}

function cleanName(text: string): string | undefined {
  const name = text
    .replace(/\([^)]*\d[^)]*\)|,? *(?:ca?\.? *)?(?:1\d|20)\d\d(?: *[-–—]+ *(?:(?:1\d|20)\d\d)?)?.*$/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:.(–—-]+|[\s,;:)–—-]+$/g, '')
    .replace(/(?<=\p{L}{4})\.$/u, '')
    .trim();
  const isName = name.length > 2 && name.length <= MAX_NAME_CHARACTERS && /^\p{Lu}|^\p{Lo}/u.test(name);
  return isName && !/[\d=!?"]/.test(name) ? name : undefined;
}
