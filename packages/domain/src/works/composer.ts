/** Whose work it is, by the field of the composer or by a title that begins with a name. */
import { inSpokenOrder, type People, wordsOf } from '../people/people.ts';
import type { WorkRecord } from './work.ts';

export interface FoundComposer {
  /** As sorted in the list of people; null for somebody who is not there. */
  readonly sort: string | null;
  /** Of somebody who is not there; null where nobody is named. */
  readonly folded: string | null;
  /** Without the composer's name before it. */
  readonly title: string;
}

const nobody =
  /^(?:anon(?:ym(?:e|ous|us)?)?|unknown|unbekannt|various|diverse|trad(?:itional|itionell)?|volkslied|folk song)?\.?$/i;

/** @param families those whose works the table has, by the family name alone; null for several */
export function findComposer(
  composer: string | null | undefined,
  title: string,
  people: People,
  families: ReadonlyMap<string, string | null>,
): FoundComposer {
  const name = (composer ?? '')
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (nobody.test(name)) return fromTitle(title, people);
  // "Bach / Busoni": the first of them.
  const parts = [name, ...name.split(/\s*[/;&]\s*|\s+[-–]\s+|,? arr\..*$/i)];
  for (const part of parts) {
    const sort = people.find(part)?.person.sort ?? families.get(wordsOf(part).join(' '));
    if (sort) return { sort, folded: null, title };
  }
  return { sort: null, folded: wordsOf(inSpokenOrder(name)).join(' ') || null, title };
}

/** Of several who have a name the one whose works are known is meant by it. */
export function familiesOf(records: readonly WorkRecord[], people: People): Map<string, string | null> {
  const families = new Map<string, string | null>();
  for (const name of new Set(records.flatMap(({ composers }) => composers))) {
    const sort = people.find(name)?.person.sort;
    if (!sort) continue;
    const family = wordsOf(sort.split(',')[0] ?? '').join(' ');
    families.set(family, families.has(family) ? null : sort);
  }
  return families;
}

/** "Beethoven: Moonlight Sonata". */
function fromTitle(title: string, people: People): FoundComposer {
  const [, name = '', rest = ''] = /^([^:–]{3,40}?)(?::| [-–] )\s*(.+)$/u.exec(title) ?? [];
  const match = people.find(name);
  // Many a family name is a word as well; that of the famous is theirs.
  const isMeant = match && (match.kind !== 'family' || match.person.wikidata !== null);
  return isMeant
    ? { sort: match.person.sort, folded: null, title: rest }
    : { sort: null, folded: null, title };
}
