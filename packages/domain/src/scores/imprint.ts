/** Who published an edition, and when, as its cover, its first page and its foot say. */
import type { HeadingPage, TextLine } from './heading.ts';
import type { Guess } from './reading.ts';

/** Houses of music, each as it is shown and as it is printed. */
const houses: readonly (readonly [name: string, printed: RegExp])[] = (
  [
    ['Breitkopf & Härtel', 'breitkopf'],
    ['C. F. Peters', String.raw`(?:c\. ?f\. ?|edition )peters|peters edition`],
    ['G. Schirmer', 'schirmer'],
    ['G. Henle', 'henle'],
    ['Bärenreiter', 'b(?:ä|ae)renreiter'],
    ['Universal Edition', 'universal[- ]edition'],
    ['Schott', 'schott'],
    ['Ricordi', 'ricordi'],
    ['Simrock', 'simrock'],
    ['Novello', 'novello'],
    ['Boosey & Hawkes', 'boosey (?:&|and) hawkes'],
    ['Boosey', 'boosey (?:&|and) co'],
    ['Chester', String.raw`chester(?= (?:music|ltd))|j\. ?(?:& ?)?w\. chester`],
    ['Augener', 'augener'],
    ['Durand', String.raw`durand(?= (?:&|et|s\. ?a)|,? sch(?:œ|oe)newerk)|éditions durand`],
    ['Leduc', String.raw`alphonse leduc|a\. leduc`],
    ['Heugel', 'heugel'],
    ['Hamelle', 'hamelle'],
    ['Enoch', 'enoch (?:&|et) (?:cie|sons|fils)'],
    ['Salabert', 'salabert'],
    ['Choudens', 'choudens'],
    ['Eschig', 'eschig'],
    ['Rieter-Biedermann', 'rieter'],
    ['Litolff', 'litolff'],
    ['Steingräber', 'steingr(?:ä|ae)ber'],
    ['Kistner', 'kistner'],
    ['Siegel', String.raw`c\. ?f\. ?w\. ?siegel`],
    ['Leuckart', 'leuckart'],
    ['Bote & Bock', String.raw`bote (?:&|und) (?:g\. )?bock`],
    ['Lienau', 'lienau'],
    ['Schlesinger', 'schlesinger'],
    ['Hofmeister', 'hofmeister'],
    ['Haslinger', 'haslinger'],
    ['Artaria', 'artaria'],
    ['Doblinger', 'doblinger'],
    ['Eulenburg', 'eulenburg'],
    ['Wilhelm Hansen', 'wilhelm hansen|edition hansen'],
    ['Jurgenson', 'jurgenson|юргенсон'],
    ['Belaieff', 'bela[iï]eff|беляев(?= )'],
    ['Bessel', 'bessel'],
    ['Muzgiz', 'muzgiz|музгиз'],
    ['Muzyka', 'издательство музыка|muzyka'],
    ['Sikorski', 'sikorski'],
    ['Editio Musica Budapest', 'editio musica'],
    ['PWM', 'polskie wydawnictwo muzyczne|pwm edition'],
    ['Supraphon', 'supraphon'],
    ['Urbánek', 'urb[aá]nek'],
    ['Kalmus', 'kalmus'],
    ['Dover', 'dover publications'],
    ['Oxford University Press', 'oxford university press'],
    ['Stainer & Bell', 'stainer (?:&|and) bell'],
    ['Curwen', 'curwen'],
    ['Chappell', 'chappell'],
    ['Cramer', 'cramer (?:&|and) co'],
    ['Carl Fischer', 'carl fischer'],
    ['J. Fischer', String.raw`j\. fischer (?:&|and) bro`],
    ['Theodore Presser', 'presser'],
    ['Oliver Ditson', 'ditson'],
    ['Arthur P. Schmidt', String.raw`arthur p\. schmidt`],
    ['Alfred', 'alfred (?:music|publishing)'],
    ['Hal Leonard', 'hal leonard'],
    ['Faber Music', 'faber music'],
    ['ABRSM', 'abrsm|associated board'],
    ['Carus', 'carus-?verlag'],
    ['Wiener Urtext', 'wiener urtext'],
    ['Zen-On', 'zen-?on'],
    ['Unión Musical Española', 'uni[oó]n musical'],
  ] as const
).map(([name, printed]) => [name, new RegExp(String.raw`(?<!\p{L})(?:${printed})(?!\p{L})`, 'iu')] as const);

/** "Copyright 1925", "© 1999 by", "(c) 2004": a year that is stated, not one of somebody's life. */
const statedYear = /(?:©|\(c\)|copyright|copr\.|℗)[^\d\n]{0,40}((?:1[5-9]|20)\d\d)(?!\d)/iu;

/** Names in a heading may be a person's; at the foot, on a cover or beside a year they are a house's. */
const FOOT_FROM = 0.85;

const CONFIDENCE = { publisher: 0.85, year: 0.9 };

export interface Imprint {
  readonly publisher?: Guess;
  readonly publishedYear?: Guess<number>;
}

/** `pages` are the first pages up to the one where the music begins. */
export function readImprint(pages: readonly HeadingPage[]): Imprint {
  const lines = pages.flatMap((page) =>
    page.lines.filter(
      ({ box, text }) =>
        page.staffTopPt === null || box[1] > page.heightPt * FOOT_FROM || statedYear.test(text),
    ),
  );
  const imprint: { publisher?: Guess; publishedYear?: Guess<number> } = {};
  for (const line of lines) {
    const house = houses.find(([, printed]) => printed.test(line.text))?.[0];
    if (house) imprint.publisher ??= { value: house, confidence: CONFIDENCE.publisher, ...whereIs(line) };
    const year = statedYear.exec(line.text)?.[1];
    if (year)
      imprint.publishedYear ??= { value: Number(year), confidence: CONFIDENCE.year, ...whereIs(line) };
  }
  return imprint;
}

function whereIs({ page, box }: TextLine) {
  return { source: 'page', evidence: { page, box } } as const;
}
