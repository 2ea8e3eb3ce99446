/** Names of keys in the languages of title pages. */

/** "C#m", "Eb": the tonic, and "m" for minor. */
export type KeyName = string;

const ENGLISH = String.raw`([a-h])(?:[- ]?(sharp|flat)|(♯|#|♭|b(?![\p{L}])))?[- ]?(major|minor|maj\.?|min\.?)`;
const GERMAN = '(cis|ces|dis|des|es|eis|fis|fes|gis|ges|as|ais|his|[a-h])[- ]?(dur|moll)';
const ROMANCE =
  '(ut|do|ré|re|mi|fa|sol|la|si)(?:[- ](dièse|diese|diesis|sostenido|bémol|bemol|bemolle))?[- ](majeur|mineur|maggiore|minore|mayor|menor)';
/** "in E flat", "in C": without a word for the mode. */
const BARE = 'in ([a-g])(?:[- ]?(sharp|flat)|(♯|#|♭|b))?';

const pattern = (source: string) => new RegExp(String.raw`(?<![\p{L}\d])(?:${source})(?![\p{L}\d])`, 'iu');
const english = pattern(ENGLISH);
const german = pattern(GERMAN);
const romance = pattern(ROMANCE);
const bare = pattern(BARE);

const romanceTonics: Readonly<Record<string, string>> = {
  ut: 'C',
  do: 'C',
  ré: 'D',
  re: 'D',
  mi: 'E',
  fa: 'F',
  sol: 'G',
  la: 'A',
  si: 'B',
};

/**
 * Finds the first name of a key: "cis-Moll", "C-sharp minor", "ut dièse mineur" and "do diesis minore" are one.
 * Without a word for the mode ("in E flat") a small letter is minor.
 * @returns also the text without it
 */
export function findKeyName(text: string): { readonly key: KeyName | null; readonly rest: string } {
  for (const [form, name] of [
    [german, germanKey],
    [romance, romanceKey],
    [english, englishKey],
    [bare, bareKey],
  ] as const) {
    const match = form.exec(text);
    if (match)
      return {
        key: name(match),
        rest: `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`,
      };
  }
  return { key: null, rest: text };
}

function englishKey([, letter = '', word, sign, mode = '']: RegExpExecArray): KeyName {
  return keyOf(letter, accidentalOf(word ?? sign), /^min/i.test(mode));
}

function bareKey([, letter = '', word, sign]: RegExpExecArray): KeyName {
  return keyOf(letter, accidentalOf(word ?? sign), letter === letter.toLowerCase());
}

function romanceKey([, tonic = '', accidental, mode = '']: RegExpExecArray): KeyName {
  const isFlat = /^b/i.test(accidental ?? '');
  return keyOf(
    romanceTonics[tonic.toLowerCase()] ?? '',
    accidental ? (isFlat ? 'b' : '#') : '',
    /^m[ie]n/i.test(mode),
  );
}

/** H is B, and B is B flat. */
function germanKey([, tonic = '', mode = '']: RegExpExecArray): KeyName {
  const [letter = '', ...ending] = tonic.toLowerCase();
  const isMinor = mode.toLowerCase() === 'moll';
  if (letter === 'h') return keyOf('B', ending.length > 0 ? '#' : '', isMinor);
  if (tonic.toLowerCase() === 'b') return keyOf('B', 'b', isMinor);
  const accidental = ending.length === 0 ? '' : ending.join('') === 'is' ? '#' : 'b';
  return keyOf(letter, accidental, isMinor);
}

function accidentalOf(written: string | undefined): string {
  if (!written) return '';
  return /sharp|♯|#/i.test(written) ? '#' : 'b';
}

function keyOf(letter: string, accidental: string, isMinor: boolean): KeyName {
  return `${letter.toUpperCase()}${accidental}${isMinor ? 'm' : ''}`;
}
