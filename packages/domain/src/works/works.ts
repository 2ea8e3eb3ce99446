/** Which work is meant by a composer, a title and an opus, however they are written. */
import type { People } from '../people/people.ts';
import { familiesOf, findComposer } from './composer.ts';
import { readTitle, type TitleReading, titleText } from './title.ts';
import { partsOfTitle } from './title-parts.ts';
import { keyOf, type Work, type WorkRecord } from './work.ts';
import { createWorkIndex, type KnownWork, type WorkSet } from './work-index.ts';
import { findWorkNumbers, type WorkNumber, workNumberText } from './work-number.ts';

/** What a score or a piece says of its work. */
export interface NamedWork {
  readonly composer?: string | null | undefined;
  readonly title: string;
  /** Opus or number of a catalogue, beside those in the title. */
  readonly opus?: string | null | undefined;
}

/** Raised with every change of the rules by which a work gets its key. */
export const WORK_KEYS_VERSION = 1;

export interface Works {
  /**
   * A key that all namings of a work share, as "Beethoven, Ludwig van|Op. 27 No. 2": the composer and the number
   * by which the work is known, or the composer and the folded title. Undefined where two works could be meant,
   * where the title only says what kind of piece it is, and, without a composer, for all but a nickname.
   */
  workOf(named: NamedWork): string | undefined;
  /** Undefined for a work that the table does not know. */
  work(key: string): Work | undefined;
  /** Numbers, keys or composers say that these are two works; false where they say nothing. */
  areApart(one: NamedWork, other: NamedWork): boolean;
}

export function createWorks(records: readonly WorkRecord[], people: People): Works {
  const index = createWorkIndex(records, people);
  const families = familiesOf(records, people);

  return {
    workOf: (named) => workKeyOf(read(named)),
    work: (key) => index.byKey(key)?.shown,
    areApart(one, other) {
      const [a, b] = [read(one), read(other)];
      const [keyOfA, keyOfB] = [workKeyOf(a), workKeyOf(b)];
      if (keyOfA !== undefined && keyOfA === keyOfB) return false;
      if (a.isComposerKnown && b.isComposerKnown && a.composer !== b.composer) return true;
      const differ = (x: string | null, y: string | null) => x !== null && y !== null && x !== y;
      if (differ(a.reading.number, b.reading.number) || differ(a.reading.key, b.reading.key)) return true;
      if (a.numbers.length === 0 || b.numbers.length === 0) return false;
      return keyOfA !== undefined && keyOfB !== undefined && keyOfA !== keyOfB;
    },
  };

  function read({ composer, title, opus }: NamedWork): ReadNaming {
    const found = findComposer(composer, title, people, families);
    const stated = findWorkNumbers(/^\s*\d/.test(opus ?? '') ? `Op. ${opus}` : (opus ?? ''), found.sort);
    const inTitle = findWorkNumbers(found.title, found.sort);
    const numbers = [...stated.numbers, ...inTitle.numbers];
    const owner = stated.owner ?? inTitle.owner;
    return {
      composer: owner ?? found.sort ?? found.folded,
      isComposerKnown: found.sort !== null,
      numbers: [
        ...numbers.filter(({ part }) => part !== null),
        ...numbers.filter(({ part }) => part === null),
      ],
      reading: readTitle(inTitle.rest),
      parts: partsOfTitle(inTitle.rest).map(readTitle),
    };
  }

  function workKeyOf(naming: ReadNaming): string | undefined {
    const { composer, numbers, reading } = naming;
    if (composer === null) return nicknamed(naming)?.shown.key;
    if (numbers.length === 0) return byTitle(composer, naming);
    const keys = numbers.map((number) => byNumber(composer, number));
    // Where one of them is ambiguous, another may not be.
    return keys.find((key) => key !== undefined && index.byKey(key)) ?? keys.find((key) => key !== undefined);

    function byNumber(by: string, number: WorkNumber): string | undefined {
      const base = index.canonicalBase(by, number.base);
      const stated = { base, part: number.part };
      const known = index.byNumber(by, number) ?? index.byNumber(by, stated);
      const set = index.setAt(by, base);
      if (number.part !== null || !set) {
        if (known || number.part !== null) return known?.shown.key ?? keyOf(by, workNumberText(stated));
        return keyOf(by, workNumberText({ base, part: localPart(number) }));
      }
      return inSet(by, base, set, naming);
    }

    /** "Sonatina No. 1", "Op. 36": of a set that the table does not know. Symphonies are counted through. */
    function localPart({ base }: WorkNumber): string | null {
      const isCountedThrough = /symphony|concerto/.test(reading.words);
      return base.startsWith('Op.') && reading.isGeneric && !isCountedThrough ? reading.number : null;
    }
  }

  /** A set's number without a part: the title says which piece of it is meant, or the whole. */
  function inSet(by: string, base: string, set: WorkSet, { reading, parts }: ReadNaming): string | undefined {
    const namings = [reading, ...parts].flatMap((part) => [
      ...index.named(by, part),
      ...index.ofKind(by, part),
    ]);
    const named = unique(namings.filter((work) => set.works.includes(work)));
    const local = reading.isGeneric && isUpTo(reading.number, set.size) ? reading.number : null;
    if (named.length > 1) return undefined;
    if (named[0]) {
      const isOther = local !== null && !named[0].numbers.includes(`${base} No. ${local}`);
      return isOther ? undefined : named[0].shown.key;
    }
    if (local !== null) return keyOf(by, workNumberText({ base, part: local }));
    const whole = index.byKey(keyOf(by, base));
    if (index.isNamed(whole, reading)) return keyOf(by, base);
    if (!reading.isGeneric) return keyOf(by, `${base} ${titleText(reading)}`);
    if (reading.key === null && reading.number === null) return keyOf(by, base);
    if (!set.isWhole) return whole?.shown.key;
    const inKey = set.works.filter((work) => work.key === reading.key);
    return reading.number === null && inKey.length === 1 ? inKey[0]?.shown.key : undefined;
  }

  function byTitle(composer: string, { reading, parts }: ReadNaming): string | undefined {
    const whole = unique(index.named(composer, reading));
    if (whole.length === 1) return whole[0]?.shown.key;
    if (whole.length > 1 || index.ofKind(composer, reading).length > 1) return partial(composer, parts);
    const key = partial(composer, parts);
    if (key !== undefined) return key;
    const saysNothing = reading.isGeneric && reading.number === null && reading.key === null;
    return saysNothing || reading.words === '' ? undefined : keyOf(composer, titleText(reading));
  }

  /** 'Sonata No. 14 ("Moonlight")': one part names it, and no other speaks of something else. */
  function partial(composer: string, parts: readonly TitleReading[]): string | undefined {
    const found = parts.map((part) => unique(index.named(composer, part)));
    if (parts.some(({ isGeneric }, at) => !isGeneric && found[at]?.length === 0)) return undefined;
    const works = unique(found.flatMap((list) => (list.length === 1 ? list : [])));
    const pieces = works.filter(
      (work) => !works.some((other) => other !== work && index.isSetOf(work, other)),
    );
    return pieces.length === 1 ? pieces[0]?.shown.key : undefined;
  }

  function nicknamed({ reading, parts }: ReadNaming): KnownWork | undefined {
    const whole = index.nicknamed(reading);
    if (whole) return whole;
    if (parts.some(({ isGeneric }, at) => !isGeneric && !index.nicknamed(parts[at] as TitleReading)))
      return undefined;
    const works = unique(parts.flatMap((part) => index.nicknamed(part) ?? []));
    return works.length === 1 ? works[0] : undefined;
  }
}

interface ReadNaming {
  /** As sorted in the list of people, or folded; null where nobody is named. */
  readonly composer: string | null;
  readonly isComposerKnown: boolean;
  /** Those with a part first. */
  readonly numbers: readonly WorkNumber[];
  readonly reading: TitleReading;
  readonly parts: readonly TitleReading[];
}

function isUpTo(number: string | null, size: number): boolean {
  return number !== null && Number(number) >= 1 && Number(number) <= size;
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
