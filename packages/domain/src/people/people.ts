/** Who is meant by a name printed on a score, out of a list of known people. */

export const personRoles = ['composer', 'lyricist', 'arranger', 'editor'] as const;
export type PersonRole = (typeof personRoles)[number];

export interface Person {
  /** In natural order and full, as an encyclopedia heads it. */
  readonly name: string;
  /** "Family, Given"; unique. */
  readonly sort: string;
  readonly born: number | null;
  readonly died: number | null;
  readonly roles: readonly PersonRole[];
  /** Q-id, where certain. */
  readonly wikidata: string | null;
  readonly variants: readonly string[];
  /** Somebody else of the same name is better known, and meant by it. */
  readonly isNamesake: boolean;
}

/**
 * `name`: every word of the name, or a variant. `initials`: given names by first letters. `family`: the family name
 * alone, of somebody who is meant by it or who alone has it.
 */
export type PersonMatchKind = 'name' | 'initials' | 'family';

export interface PersonMatch {
  readonly person: Person;
  readonly kind: PersonMatchKind;
}

export interface People {
  /** Also "Family, Given", any case, without accents. Undefined where nobody, or no one person, is known by it. */
  find(name: string): PersonMatch | undefined;
  /**
   * Composers of whose names every typed word begins a word: whoever is meant by just that, then the better known,
   * each in the order of their family names. Cost: one pass over all people.
   */
  suggest(typed: string, limit: number): Person[];
}

/** Reads the table of people: tab-separated, a header, a person a line; see `resources/people`. */
export function parsePeople(table: string): Person[] {
  return table
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', sort = '', born = '', died = '', roles = '', wikidata = '', variants = ''] =
        line.split('\t');
      return {
        name: name.replace(/ \([^)]*\)$/, ''),
        sort,
        born: born ? Number(born) : null,
        died: died ? Number(died) : null,
        roles: roles
          .split(',')
          .filter((role): role is PersonRole => personRoles.includes(role as PersonRole)),
        wikidata: wikidata || null,
        variants: variants ? variants.split('|') : [],
        isNamesake: /\)$/.test(name) || /\)$/.test(sort),
      };
    });
}

export function createPeople(people: readonly Person[]): People {
  const byKey: Record<PersonMatchKind, Map<string, Person | null>> = {
    name: new Map(),
    initials: new Map(),
    family: new Map(),
  };
  for (const person of people) {
    const written = new Set([person.name, ...person.variants].map((name) => wordsOf(name).join(' ')));
    for (const key of written) if (key.includes(' ') || !isFamilyOf(key, person)) add('name', key, person);
    for (const key of written) if (!key.includes(' ') && isFamilyOf(key, person)) add('family', key, person);
    const { family, given } = partsOf(person);
    for (const key of initialForms(given, family)) add('initials', key, person);
    add('family', family.join(' '), person);
    const withoutParticles = family.filter((word) => !particles.has(word));
    if (withoutParticles.length < family.length) add('family', withoutParticles.join(' '), person);
  }
  return { find, suggest };

  function find(name: string): PersonMatch | undefined {
    const key = wordsOf(inSpokenOrder(name)).join(' ');
    if (key === '') return undefined;
    for (const kind of ['name', 'initials', 'family'] as const) {
      const person = byKey[kind].get(key);
      if (person) return { person, kind };
    }
    return undefined;
  }

  function suggest(typed: string, limit: number): Person[] {
    const begun = wordsOf(typed);
    if (begun.length === 0) return [];
    const meant = find(typed)?.person;
    const rank = (person: Person) => (person === meant ? 3 : fameOf(person));
    return people
      .filter(({ roles, name }) => {
        if (!roles.includes('composer')) return false;
        const words = wordsOf(name);
        return begun.every((start) => words.some((word) => word.startsWith(start)));
      })
      .sort((a, b) => rank(b) - rank(a) || (a.sort < b.sort ? -1 : 1))
      .slice(0, limit);
  }

  /** Of two that share a form, the better known is meant; of two alike, neither. */
  function add(kind: PersonMatchKind, key: string, person: Person): void {
    if (key === '') return;
    const present = byKey[kind].get(key);
    if (present === person) return;
    const lead = fameOf(person) - (present ? fameOf(present) : present === null ? 1 : 0);
    if (present === undefined || lead > 0) byKey[kind].set(key, person);
    else if (lead === 0) byKey[kind].set(key, null);
  }
}

/**
 * The people known to all and those whom a musician has named. A full name is whose it is; a family name alone means
 * the better known.
 * @param composers as the musician writes them
 */
export function withOwnComposers(people: People, composers: readonly string[]): People {
  if (composers.length === 0) return people;
  const own = createPeople(composers.map(composerNamed));
  return {
    suggest: people.suggest,
    find(name) {
      const known = people.find(name);
      if (known?.kind === 'name') return known;
      const meant = own.find(name);
      return meant && (meant.kind !== 'family' || !known) ? meant : known;
    },
  };
}

function composerNamed(name: string): Person {
  const words = inSpokenOrder(name).split(' ');
  const sort = words.length > 1 ? `${words.at(-1)}, ${words.slice(0, -1).join(' ')}` : name;
  const roles = ['composer'] as const;
  return { name, sort, born: null, died: null, roles, wikidata: null, variants: [], isNamesake: false };
}

function fameOf({ isNamesake, wikidata }: Person): number {
  if (isNamesake) return 0;
  return wikidata ? 2 : 1;
}

/** Particles that a printed name may leave out, folded. */
const particles = new Set('von van der den de del della di da du des la le zu zur ten ter af av'.split(' '));

/** "Bach, Johann Sebastian" as it is spoken. */
export function inSpokenOrder(name: string): string {
  const [family, given, ...more] = name.split(/, */);
  return given && more.length === 0 && !/\d/.test(given) ? `${given} ${family}` : name;
}

const ascii = /^[ -~]*$/;

/** Words in lower case without accents; an initial is a word. */
export function wordsOf(name: string): string[] {
  // Most names are so; thousands are folded when a list is read.
  if (ascii.test(name))
    return (
      name
        .toLowerCase()
        .replace(/['`]/g, '')
        .match(/[a-z]+/g) ?? []
    );
  return (
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[’'`´]/g, '')
      .replace(/ß/g, 'ss')
      .replace(/æ/g, 'ae')
      .replace(/œ/g, 'oe')
      .replace(/ø/g, 'o')
      .replace(/ł/g, 'l')
      .replace(/đ|ð/g, 'd')
      .match(/\p{L}+/gu) ?? []
  );
}

function partsOf({ sort }: Person): { family: string[]; given: string[] } {
  const [family = '', given = ''] = sort.replace(/ \([^)]*\)$/, '').split(', ');
  const given_ = wordsOf(given);
  // Particles behind the given name belong to the family's: "Beethoven, Ludwig van".
  const from = given_.findLastIndex((word) => !particles.has(word)) + 1;
  return { family: [...given_.slice(from), ...wordsOf(family)], given: given_.slice(0, from) };
}

function isFamilyOf(key: string, person: Person): boolean {
  const { family, given } = partsOf(person);
  return given.length > 0 && !given.includes(key) && (family.includes(key) || !key.includes(' '));
}

/** "j s bach", "j bach", "johann bach", "johann s bach" of Johann Sebastian Bach. */
function initialForms(given: readonly string[], family: readonly string[]): Set<string> {
  const [first] = given;
  if (!first) return new Set();
  const initials = given.map((word) => word[0] ?? '');
  const forms = [initials, [first[0] ?? ''], [first], [first, ...initials.slice(1)]];
  const bare = family.filter((word) => !particles.has(word));
  const keys = new Set<string>();
  for (const form of forms) {
    keys.add([...form, ...family].join(' '));
    keys.add([...form, ...bare].join(' '));
    // "v. Beethoven": a particle by its first letter.
    keys.add([...form, ...family.map((word) => (particles.has(word) ? (word[0] ?? '') : word))].join(' '));
  }
  return keys;
}
