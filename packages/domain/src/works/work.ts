/** A known work, and how the table of them is read. */
import { findKeyName, type KeyName } from './key-name.ts';
import { findWorkNumbers, type WorkNumber } from './work-number.ts';

/** A work as the table has it; see `resources/works`. */
export interface WorkRecord {
  /** Whose it is, then under whose names it is also known; as in the list of people. */
  readonly composers: readonly string[];
  /** The first is the one it is known by. */
  readonly numbers: readonly WorkNumber[];
  /** In English, without numbers of catalogues. */
  readonly title: string;
  readonly key: KeyName | null;
  /** By which it is known without its composer. */
  readonly nicknames: readonly string[];
  /** Other titles, by which it is known beside its composer's name. */
  readonly names: readonly string[];
  readonly ids: WorkIds;
}

/** Where others keep the work; empty where not certain. */
export interface WorkIds {
  readonly wikidata?: string;
  /** Title of its page. */
  readonly imslp?: string;
  readonly musicbrainz?: string;
}

/** A work that the table knows, for a screen. */
export interface Work {
  readonly key: string;
  readonly composer: string;
  readonly title: string;
  /** "Op. 27 No. 2". */
  readonly numbers: readonly string[];
  readonly nicknames: readonly string[];
  readonly ids: WorkIds;
}

export function keyOf(composer: string, rest: string): string {
  return `${composer}|${rest}`;
}

/**
 * Reads the table of works: tab-separated, a header, a work a line; see `resources/works`.
 * @param sortOf a composer's name as the list of people sorts it
 */
export function parseWorks(table: string, sortOf: (composer: string) => string | null): WorkRecord[] {
  return table
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const [composers = '', catalogue = '', title = '', key = '', nicknames = '', names = '', ...ids] =
        line.split('\t');
      const [wikidata = '', imslp = '', musicbrainz = ''] = ids;
      const composer = sortOf(itemsOf(composers)[0] ?? '');
      return {
        composers: itemsOf(composers),
        numbers: itemsOf(catalogue).flatMap((number) => findWorkNumbers(number, composer).numbers),
        title,
        key: findKeyName(key).key,
        nicknames: itemsOf(nicknames),
        names: itemsOf(names),
        ids: { ...(wikidata && { wikidata }), ...(imslp && { imslp }), ...(musicbrainz && { musicbrainz }) },
      };
    });
}

function itemsOf(cell: string): string[] {
  return cell === '' ? [] : cell.split('|');
}
