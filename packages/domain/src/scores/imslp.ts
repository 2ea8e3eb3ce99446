/** Numbers of the International Music Score Library Project, as they stand in names of files and in addresses. */

/** `IMSLP` names a file, `PMLP` a work. */
const NUMBERS = /(?<![a-z])(IMSLP|PMLP)[-_ ]?#?(\d{1,7})(?!\d)/gi;

/** Addresses that lead to the file of a number. */
const FILE_ADDRESS = /imslp\.org\/wiki\/Special:(?:ImagefromIndex|ReverseLookup)\/(\d{1,7})(?!\d)/gi;

/** Each once, in the order of the text, without leading zeros: `IMSLP12345`, `PMLP678`. */
export function imslpIdsIn(text: string): string[] {
  const found = [
    ...[...text.matchAll(NUMBERS)].map((match) => ({
      match,
      kind: String(match[1]).toUpperCase(),
      number: match[2],
    })),
    ...[...text.matchAll(FILE_ADDRESS)].map((match) => ({ match, kind: 'IMSLP', number: match[1] })),
  ];
  const ids = found
    .sort((a, b) => a.match.index - b.match.index)
    .map(({ kind, number }) => `${kind}${Number(number)}`);
  return [...new Set(ids)];
}

/** Where the file of an `IMSLP` number is; a work's number alone leads to no file. */
export function imslpFileUrl(ids: readonly string[]): string | undefined {
  const file = ids.find((id) => id.startsWith('IMSLP'));
  return file && `https://imslp.org/wiki/Special:ImagefromIndex/${file.slice('IMSLP'.length)}`;
}
