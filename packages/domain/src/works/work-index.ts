/** The known works by their numbers, names and nicknames. */
import type { People } from '../people/people.ts';
import { readTitle, type TitleReading, titleText } from './title.ts';
import { isGenre, isInstrument } from './title-vocabulary.ts';
import { keyOf, type Work, type WorkRecord } from './work.ts';
import { findWorkNumbers, type WorkNumber, workNumberText } from './work-number.ts';

export interface KnownWork {
  readonly shown: Work;
  /** As `workNumberText` writes them. */
  readonly numbers: readonly string[];
  readonly key: string | null;
}

/** What is published together under one number. */
export interface WorkSet {
  readonly works: readonly KnownWork[];
  /** The highest part that the table has. */
  readonly size: number;
  /** Every part up to it is in the table. */
  readonly isWhole: boolean;
}

export interface WorkIndex {
  byKey(key: string): KnownWork | undefined;
  byNumber(composer: string, number: WorkNumber): KnownWork | undefined;
  /** "D. 899" for "Op. 90": the set's number by which it is known. */
  canonicalBase(composer: string, base: string): string;
  setAt(composer: string, base: string): WorkSet | undefined;
  isSetOf(set: KnownWork, work: KnownWork): boolean;
  /** All works that have this name beside the composer's. */
  named(composer: string, reading: TitleReading): KnownWork[];
  isNamed(work: KnownWork | undefined, reading: TitleReading): boolean;
  /** The works of this kind in this key or with this number, whether or not they are known by that. */
  ofKind(composer: string, reading: TitleReading): KnownWork[];
  /** The one work that is known by this without its composer. */
  nicknamed(reading: TitleReading): KnownWork | undefined;
}

interface Naming {
  readonly work: KnownWork;
  /** Belongs to the name. */
  readonly key: string | null;
}

export function createWorkIndex(records: readonly WorkRecord[], people: People): WorkIndex {
  const byKey = new Map<string, KnownWork>();
  const byNumber = new Map<string, KnownWork>();
  const canonicalBases = new Map<string, string>();
  const partsBySet = new Map<string, Map<string, KnownWork>>();
  const namings = new Map<string, Naming[]>();
  const kinds = new Map<string, Set<KnownWork>>();
  const nicknames = new Map<string, KnownWork | null>();
  for (const record of records) add(record);

  const named = (composer: string, reading: TitleReading) =>
    (namings.get(keyOf(composer, nameText(reading))) ?? [])
      .filter(({ work, key }) => (key === null || key === reading.key) && isInKey(work, reading))
      .map(({ work }) => work);
  return {
    byKey: (key) => byKey.get(key),
    byNumber: (composer, number) => byNumber.get(keyOf(composer, workNumberText(number))),
    canonicalBase: (composer, base) => canonicalBases.get(keyOf(composer, base)) ?? base,
    setAt(composer, base) {
      const parts = partsBySet.get(keyOf(composer, base));
      if (!parts) return undefined;
      const size = Math.max(...[...parts.keys()].map((part) => Number.parseInt(part, 10)));
      return { works: [...parts.values()], size, isWhole: parts.size === size };
    },
    isSetOf: (set, work) =>
      work.numbers.some((number) => set.numbers.some((base) => number.startsWith(`${base} No. `))),
    named,
    isNamed: (work, reading) => work !== undefined && named(composerOf(work), reading).includes(work),
    ofKind(composer, reading) {
      const text = reading.number === null ? titleText(reading) : nameText(reading);
      return [...(kinds.get(keyOf(composer, text)) ?? [])].filter((work) => isInKey(work, reading));
    },
    nicknamed(reading) {
      const work = nicknames.get(nameText(reading));
      return work && isInKey(work, reading) ? work : undefined;
    },
  };

  function add(record: WorkRecord): void {
    const sorts = record.composers.map((name) => people.find(name)?.person.sort ?? name);
    const texts = record.numbers.map(workNumberText);
    const title = readTitle(record.title);
    const owner = findWorkNumbers(texts[0] ?? '', sorts[0] ?? null).owner;
    const composer = owner ?? sorts[0] ?? '';
    const key = keyOf(composer, texts[0] ?? titleText({ ...title, key: record.key }));
    const work: KnownWork = {
      shown: {
        key,
        composer: record.composers[0] ?? '',
        title: record.title,
        numbers: texts,
        nicknames: record.nicknames,
        ids: record.ids,
      },
      numbers: texts,
      key: record.key,
    };
    byKey.set(key, work);
    for (const text of texts) byNumber.set(keyOf(composer, text), work);
    addToSet(composer, record.numbers, work);
    for (const by of new Set([composer, ...sorts])) {
      for (const name of [record.title, ...record.nicknames, ...record.names])
        addName(by, readTitle(name), work);
      addKinds(by, title, work);
    }
    for (const nickname of record.nicknames) addNickname(nameText(readTitle(nickname)), work);
  }

  function addToSet(composer: string, numbers: readonly WorkNumber[], work: KnownWork): void {
    const [first, ...others] = numbers;
    if (!first) return;
    for (const { base, part } of others) {
      // The same part under another number: the whole set has that number.
      if (part === first.part) canonicalBases.set(keyOf(composer, base), first.base);
    }
    if (first.part === null) return;
    const set = keyOf(composer, first.base);
    partsBySet.set(set, (partsBySet.get(set) ?? new Map()).set(first.part, work));
  }

  function addName(composer: string, reading: TitleReading, work: KnownWork): void {
    const name = keyOf(composer, nameText(reading));
    namings.set(name, [...(namings.get(name) ?? []), { work, key: reading.key }]);
  }

  /** "Sonata No. 5", "Piano Sonata in F", "Sonata in F" of a "Piano Sonata No. 5" in F; "Fugue in C" of two. */
  function addKinds(composer: string, title: TitleReading, work: KnownWork): void {
    const words = title.words.split(' ').filter((word) => !isInstrument(word));
    const genres = words.filter(isGenre);
    for (const form of [title.words, words.join(' '), ...(genres.length > 1 ? genres : [])]) {
      const kind = { ...title, words: form };
      for (const text of [nameText(kind), titleText({ ...kind, number: null, key: work.key })]) {
        const name = keyOf(composer, text);
        kinds.set(name, (kinds.get(name) ?? new Set()).add(work));
      }
    }
  }

  function addNickname(text: string, work: KnownWork): void {
    const present = nicknames.get(text);
    nicknames.set(text, present === undefined || present === work ? work : null);
  }
}

function composerOf(work: KnownWork): string {
  return work.shown.key.slice(0, work.shown.key.indexOf('|'));
}

/** Without the key, which may be left out. */
function nameText(reading: TitleReading): string {
  return titleText({ ...reading, key: null });
}

function isInKey(work: KnownWork, { key }: TitleReading): boolean {
  return key === null || work.key === null || work.key === key;
}
