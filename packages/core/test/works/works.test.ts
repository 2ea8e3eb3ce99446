/** One long file: a table of pairs, the same work or two, that is read as a whole. */
import type { NamedWork } from '@mirubato/domain/works';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWorks } from '../../src/works/read-works.ts';

const works = await readWorks();

type Named = readonly [composer: string | null, title: string, opus?: string];
const named = ([composer, title, opus]: Named): NamedWork => ({ composer, title, opus });
const keyOf = (one: Named) => works.workOf(named(one));

/** Each line: one work, by all these names. */
const sameWork: readonly (readonly Named[])[] = [
  [
    ['Ludwig van Beethoven', 'Moonlight'],
    ['Beethoven', 'Moonlight Sonata'],
    ['L. v. Beethoven', 'Mondscheinsonate'],
    ['Beethoven, Ludwig van', 'Sonate cis-Moll'],
    ['BEETHOVEN', 'Sonata in C# minor'],
    ['Beethoven', 'Sonate en ut dièse mineur'],
    ['Beethoven', 'Op. 27 No. 2'],
    ['Beethoven', 'Op. 27/2'],
    ['Beethoven', 'Sonata Op. 27-2'],
    ['Beethoven', 'Sonate op. 27, 2'],
    ['Beethoven', 'Sonata quasi una fantasia', 'Op. 27 No. 2'],
    ['Beethoven', 'Sonata', '27 No. 2'],
    ['Beethoven', 'Piano Sonata No. 14'],
    ['Beethoven', 'Klaviersonate Nr. 14 cis-Moll, op. 27 Nr. 2'],
    ['Beethoven', 'Sonate pour piano n° 14 « Clair de lune »'],
    ['Beethoven', 'Sonata per pianoforte n. 14'],
    ['Beethoven', 'Sonata No. 14, "Moonlight" (Adagio sostenuto)'],
    ['Beethoven', 'Moonlight Sonata, 1st movement'],
    ['Beethoven', 'Sonata No. 14', 'Op. 27'],
    ['Ludwig van Beethoven (1770–1827)', 'Sonata in C-sharp minor', 'Op. 27'],
    [null, 'Moonlight Sonata'],
    ['', 'Mondscheinsonate'],
    [null, 'Beethoven: Moonlight Sonata'],
  ],
  [
    ['Debussy', 'Clair de lune'],
    ['Claude Debussy', 'Clair de Lune (from Suite bergamasque)'],
    ['Debussy', 'Clair de lune', 'L. 75'],
    ['Debussy', 'Clair de lune', 'L. 75 No. 3'],
    ['Debussy', 'Suite bergamasque: Clair de lune'],
  ],
  [
    ['Beethoven', 'Für Elise'],
    ['Beethoven', 'Fur Elise (easy)'],
    ['Beethoven', 'Bagatelle in A minor', 'WoO 59'],
    ['Beethoven', 'La lettre à Élise'],
    [null, 'Für Elise'],
  ],
  [
    ['Beethoven', 'Symphony No. 5'],
    ['Beethoven', '5. Sinfonie'],
    ['Beethoven', 'Fifth Symphony'],
    ['Beethoven', 'Symphonie n° 5 en ut mineur'],
    ['Beethoven', 'Symphony in C minor, Op. 67'],
  ],
  [
    ['Beethoven', 'Pathétique'],
    ['Beethoven', 'Sonata pathetique'],
    ['Beethoven', 'Sonata Op. 13'],
    ['Beethoven', 'Sonate Nr. 8 c-Moll "Pathétique"'],
  ],
  [
    ['Beethoven', 'Sonata No. 6, Op. 10'],
    ['Beethoven', 'Op. 10 No. 2'],
    ['Beethoven', 'Sonata in F major', 'Op. 10'],
  ],
  [
    ['Chopin', 'Nocturne No. 2'],
    ['F. Chopin', 'Nocturne in E-flat', 'Op. 9'],
    ['Frédéric Chopin', 'Nocturne Op. 9 No. 2'],
    ['Fryderyk Chopin', 'Nocturne', '9/2'],
  ],
  [
    ['Chopin', 'Étude Op. 10 No. 3'],
    ['Chopin', 'Etude No. 3', 'Op. 10'],
    ['Chopin', 'Tristesse'],
    ['Chopin', 'Etüde E-Dur'],
  ],
  [
    ['Chopin', 'Prelude No. 15', 'Op. 28'],
    ['Chopin', 'Regentropfen-Prélude'],
    ['Chopin', 'Prelude in D-flat major, "Raindrop"'],
    ['Chopin', 'Prélude op. 28 n° 15'],
  ],
  [
    ['Chopin', 'Waltz No. 6, Op. 64'],
    ['Chopin', 'Minute Waltz'],
    ['Chopin', 'Valse op. 64 nº 1'],
    [null, 'Minutenwalzer'],
  ],
  [
    ['Chopin', 'Fantaisie-Impromptu'],
    ['Chopin', 'Fantasie-Impromptu cis-Moll', 'Op. posth. 66'],
    ['Chopin', 'Impromptu', 'Op. 66'],
  ],
  [
    ['Mozart', 'Rondo alla Turca'],
    ['Mozart', 'Turkish March', 'K. 331'],
    ['W. A. Mozart', 'Türkischer Marsch'],
  ],
  [
    ['Mozart', 'Sonata K331'],
    ['Mozart', 'Sonate A-Dur KV 331'],
    ['Wolfgang Amadeus Mozart', 'Piano Sonata No. 11', 'K. 331/300i'],
    ['Mozart', 'Sonata in A', 'K. 300i'],
  ],
  [
    ['Mozart', 'Eine kleine Nachtmusik'],
    ['Mozart', 'Serenade No. 13', 'KV 525'],
    [null, 'A Little Night Music'],
  ],
  [
    ['Schubert', 'Impromptu Op. 90 No. 3'],
    ['Schubert', 'Impromptu Ges-Dur'],
    ['Schubert', 'Impromptu No. 3', 'D 899'],
    ['Franz Schubert', 'Impromptu D. 899/3'],
  ],
  [
    ['Schubert', 'Sonata D 960'],
    ['Schubert', 'Klaviersonate B-Dur'],
    ['Schubert', 'Piano Sonata No. 21'],
  ],
  [
    ['Schubert', 'Forellenquintett'],
    ['Schubert', 'Trout Quintet'],
    ['Schubert', 'Quintet', 'Op. 114'],
  ],
  [
    ['D. Scarlatti', 'Sonata K. 380'],
    ['Domenico Scarlatti', 'Sonata L. 23'],
    ['Scarlatti', 'Sonata in E, Kk. 380'],
  ],
  [
    ['Vivaldi', 'Spring'],
    ['Vivaldi', 'La primavera', 'RV 269'],
    ['Vivaldi', 'Concerto, Op. 8 No. 1'],
    ['Antonio Vivaldi', 'Der Frühling'],
  ],
  [
    ['Haydn', 'Sonata', 'Hob. XVI:52'],
    ['Joseph Haydn', 'Sonata Hob.XVI/52'],
    [null, 'Sonata Hob. XVI:52'],
  ],
  [
    ['J. S. Bach', 'Goldberg-Variationen'],
    ['Bach', 'Aria mit verschiedenen Veränderungen', 'BWV 988'],
    [null, 'Goldberg Variations'],
    [null, 'BWV 988'],
  ],
  [
    ['Bach', 'Invention No. 1'],
    ['Bach', 'Two-Part Invention No. 1 in C major'],
    ['Bach', 'Invention', 'BWV 772'],
  ],
  [
    ['Bach', 'Minuet in G', 'BWV Anh. 114'],
    ['Petzold', 'Menuett G-Dur'],
    ['Christian Petzold', 'Minuet in G major'],
  ],
  [
    ['Schumann', 'Träumerei'],
    ['Robert Schumann', 'Träumerei', 'Op. 15'],
    ['R. Schumann', 'Kinderszenen, Op. 15 No. 7'],
  ],
  [
    ['Clementi', 'Sonatina No. 1', 'Op. 36'],
    ['Muzio Clementi', 'Sonatine C-Dur op. 36 Nr. 1'],
  ],
  [
    ['Brahms', 'Wiegenlied'],
    ['Brahms', 'Lullaby'],
    ['Brahms', "Guten Abend, gut' Nacht"],
    ['Johannes Brahms', 'Lied', 'Op. 49 No. 4'],
  ],
  [
    ['Liszt', 'La campanella'],
    ['Franz Liszt', 'Grande étude de Paganini', 'S. 141 No. 3'],
    ['Liszt', 'La Campanella', 'S141/3'],
  ],
  [
    ['Dvořák', 'New World Symphony'],
    ['Dvorak', 'Symphony No. 9'],
    ['Antonin Dvorak', 'Aus der Neuen Welt', 'Op. 95'],
    ['Dvořák', 'Symphony', 'B. 178'],
  ],
  [
    ['Grieg', 'Morning Mood'],
    ['Grieg', 'Morgenstimmung', 'Op. 46'],
    ['Grieg', 'Peer Gynt Suite No. 1, Op. 46 No. 1'],
  ],
  [
    ['Satie', 'Gymnopédie No. 1'],
    ['Satie', 'Gymnopedie 1'],
    ['Erik Satie', '1ère Gymnopédie'],
  ],
  [
    ['Rachmaninoff', 'Prelude in C-sharp minor'],
    ['Rachmaninow', 'Prélude cis-Moll', 'Op. 3 No. 2'],
    ['Sergei Rachmaninov', 'Prelude Op. 3/2'],
  ],
  [
    ['Albinoni', 'Adagio in G minor'],
    ['Giazotto', 'Adagio g-Moll'],
  ],
  // Works that the table does not know.
  [
    ['Glazunov', 'Symphony No. 5, Op. 55'],
    ['Alexander Glazunov', '5. Sinfonie B-Dur op. 55'],
  ],
  [
    ['Cornelius Nobody', 'The Old Mill'],
    ['Nobody, Cornelius', 'Old mill'],
  ],
  [
    ['Joaquín Turina', 'Fantasía sevillana'],
    ['Joaquin Turina', 'Fantasia Sevillana'],
  ],
];

/** Each line: two works, or a work and nothing that can be told. */
const apart: readonly (readonly [Named, Named])[] = [
  [
    ['Chopin', 'Étude Op. 10 No. 3'],
    ['Chopin', 'Étude Op. 10 No. 4'],
  ],
  [
    ['Chopin', 'Étude', 'Op. 10'],
    ['Chopin', 'Étude', 'Op. 10 No. 4'],
  ],
  [
    ['Chopin', 'Étude Op. 10 No. 3'],
    ['Chopin', 'Étude Op. 25 No. 3'],
  ],
  [
    ['Chopin', 'Prelude No. 4', 'Op. 28'],
    ['Chopin', 'Prelude No. 15', 'Op. 28'],
  ],
  [
    ['Chopin', 'Prelude', 'Op. 28'],
    ['Chopin', 'Prelude No. 15', 'Op. 28'],
  ],
  [
    ['Chopin', 'Études op. 10, Nos. 1–3'],
    ['Chopin', 'Étude op. 10 No. 1'],
  ],
  [
    ['Chopin', 'Nocturne Op. 9 No. 2'],
    ['Chopin', 'Nocturne Op. 55 No. 2'],
  ],
  [
    ['Chopin', 'Mazurka Op. 7 No. 1'],
    ['Chopin', 'Mazurka Op. 7 No. 5'],
  ],
  [
    ['Chopin', 'Mazurka No. 5, Op. 7'],
    ['Chopin', 'Mazurka Op. 7 No. 5'],
  ],
  [
    ['Chopin', 'Mazurka No. 5, Op. 7'],
    ['Chopin', 'Mazurka Op. 7 No. 1'],
  ],
  [
    ['Chopin', 'Waltz Op. 64 No. 1'],
    ['Chopin', 'Waltz Op. 64 No. 2'],
  ],
  [
    ['Chopin', 'Waltz'],
    ['Chopin', 'Waltz'],
  ],
  [
    ['Chopin', 'Nocturne in E-flat major'],
    ['Chopin', 'Nocturne in E-flat major'],
  ],
  [
    ['Chopin', 'Raindrop'],
    ['Brahms', 'Regenliedsonate'],
  ],
  [
    ['Beethoven', 'Op. 27'],
    ['Beethoven', 'Op. 27 No. 2'],
  ],
  [
    ['Beethoven', 'Op. 27 No. 1'],
    ['Beethoven', 'Op. 27 No. 2'],
  ],
  [
    ['Beethoven', 'Sonata No. 5'],
    ['Beethoven', 'Op. 10 No. 1'],
  ],
  [
    ['Beethoven', 'Sonata in F major'],
    ['Beethoven', 'Op. 24'],
  ],
  [
    ['Beethoven', 'Sonata Op. 14 No. 1'],
    ['Beethoven', 'Sonata Op. 14 No. 2'],
  ],
  [
    ['Beethoven', 'Violin Sonata No. 5'],
    ['Beethoven', 'Piano Sonata No. 5'],
  ],
  [
    ['Beethoven', 'Sonata No. 14'],
    ['Beethoven', 'Sonatina No. 14'],
  ],
  [
    ['Beethoven', 'Clair de lune'],
    ['Debussy', 'Clair de lune'],
  ],
  [
    ['Debussy', 'Clair de lune'],
    ['Fauré', 'Clair de lune'],
  ],
  [
    ['Debussy', 'Clair de lune'],
    ['Debussy', 'Suite bergamasque'],
  ],
  [
    ['Debussy', 'Arabesque No. 1'],
    ['Debussy', 'Arabesque No. 2'],
  ],
  [
    ['Debussy', 'Arabesque'],
    ['Debussy', 'Arabesque No. 1'],
  ],
  [
    ['Debussy', 'Ondine'],
    ['Ravel', 'Ondine'],
  ],
  [
    [null, 'Clair de lune'],
    ['Debussy', 'Clair de lune'],
  ],
  [
    [null, 'Sonata No. 14'],
    ['Beethoven', 'Sonata No. 14'],
  ],
  [
    [null, 'Prelude in C'],
    ['Bach', 'Prelude in C'],
  ],
  [
    [null, 'Kreutzer Sonata, Op. 47'],
    ['Janáček', 'Kreutzer Sonata'],
  ],
  [
    [null, 'Ave Maria'],
    ['Schubert', 'Ave Maria'],
  ],
  [
    ['Schubert', 'Ave Maria'],
    ['Gounod', 'Ave Maria'],
  ],
  [
    ['Anonymous', 'Moon Song'],
    ['Anonymous', 'Moon Song'],
  ],
  [
    ['Mozart', 'Sonata K. 330'],
    ['Mozart', 'Sonata K. 331'],
  ],
  [
    ['Mozart', 'Sonata K. 331'],
    ['Mozart', 'Rondo alla turca'],
  ],
  [
    ['Mozart', 'Sonata in C'],
    ['Mozart', 'Sonata K. 545'],
  ],
  [
    ['Mozart', 'Sonata K. 331'],
    ['Leopold Mozart', 'Sonata K. 331'],
  ],
  [
    ['Mozart', 'Sonata, K. 545'],
    ['Domenico Scarlatti', 'Sonata, K. 545'],
  ],
  [
    ['Schubert', 'Impromptu Op. 90 No. 3'],
    ['Schubert', 'Impromptu Op. 142 No. 3'],
  ],
  [
    ['Schubert', 'Impromptu D. 899'],
    ['Schubert', 'Impromptu D. 899 No. 3'],
  ],
  [
    ['Schubert', 'Impromptu in A-flat'],
    ['Schubert', 'Impromptu D. 899 No. 4'],
  ],
  [
    ['Schubert', 'Der Tod und das Mädchen', 'D. 531'],
    ['Schubert', 'Death and the Maiden Quartet'],
  ],
  [
    ['Schubert', 'Die Forelle'],
    ['Schubert', 'Forellenquintett'],
  ],
  [
    ['Schubert', 'Sonata D. 959'],
    ['Schubert', 'Sonata D. 960'],
  ],
  [
    ['Domenico Scarlatti', 'Sonata K. 380'],
    ['Domenico Scarlatti', 'Sonata K. 381'],
  ],
  [
    ['Domenico Scarlatti', 'Sonata K. 23'],
    ['Domenico Scarlatti', 'Sonata L. 23'],
  ],
  [
    ['Domenico Scarlatti', 'Sonata K. 380'],
    ['Alessandro Scarlatti', 'Sonata K. 380'],
  ],
  [
    ['Vivaldi', 'Spring'],
    ['Vivaldi', 'Summer'],
  ],
  [
    ['Vivaldi', 'Spring'],
    ['Vivaldi', 'The Four Seasons'],
  ],
  [
    ['Vivaldi', 'Spring'],
    ['Beethoven', 'Spring'],
  ],
  [
    ['Haydn', 'The Seasons'],
    ['Tchaikovsky', 'The Seasons'],
  ],
  [
    ['Haydn', 'Sonata', 'Hob. XVI:50'],
    ['Haydn', 'Sonata', 'Hob. XVI:52'],
  ],
  [
    ['Haydn', 'Emperor'],
    ['Beethoven', 'Emperor'],
  ],
  [
    ['Michael Haydn', 'Symphony No. 26'],
    ['Joseph Haydn', 'Symphony No. 26'],
  ],
  [
    ['Bach', 'Prelude and Fugue No. 1'],
    ['Bach', 'Prelude and Fugue No. 1'],
  ],
  [
    ['Bach', 'Prelude in C major'],
    ['Bach', 'BWV 846'],
  ],
  [
    ['Bach', 'Invention No. 1'],
    ['Bach', 'Sinfonia No. 1'],
  ],
  [
    ['Bach', 'BWV 846'],
    ['Bach', 'BWV 846a'],
  ],
  [
    ['Bach', 'BWV 114'],
    ['Bach', 'BWV Anh. 114'],
  ],
  [
    ['C. P. E. Bach', 'Sonata in A minor'],
    ['J. S. Bach', 'Sonata in A minor'],
  ],
  [
    ['Bach', 'Wachet auf, ruft uns die Stimme', 'BWV 140'],
    ['Bach', 'Wachet auf', 'BWV 645'],
  ],
  [
    ['Schumann', 'Träumerei'],
    ['Schumann', 'Kinderszenen'],
  ],
  [
    ['Schumann', 'Träumerei'],
    ['Debussy', 'Rêverie'],
  ],
  [
    ['Robert Schumann', 'Piano Trio', 'Op. 17'],
    ['Clara Schumann', 'Piano Trio', 'Op. 17'],
  ],
  [
    ['Schumann', 'Melody', 'Op. 68'],
    ['Schumann', 'Soldiers’ March', 'Op. 68'],
  ],
  [
    ['Felix Mendelssohn', 'Lied ohne Worte', 'Op. 30'],
    ['Fanny Hensel', 'Lied ohne Worte', 'Op. 30'],
  ],
  [
    ['Clementi', 'Sonatina No. 1', 'Op. 36'],
    ['Clementi', 'Sonatina No. 3', 'Op. 36'],
  ],
  [
    ['Clementi', 'Sonatina', 'Op. 36'],
    ['Clementi', 'Sonatina No. 3', 'Op. 36'],
  ],
  [
    ['Brahms', 'Intermezzo', 'Op. 118 No. 1'],
    ['Brahms', 'Intermezzo', 'Op. 118 No. 2'],
  ],
  [
    ['Brahms', 'Ballade in G minor'],
    ['Chopin', 'Ballade in G minor'],
  ],
  [
    ['Liszt', 'La campanella'],
    ['Paganini', 'La campanella'],
  ],
  [
    ['Liszt', 'Liebestraum No. 1'],
    ['Liszt', 'Liebestraum No. 3'],
  ],
  [
    ['Johann Strauss II', 'Polka'],
    ['Richard Strauss', 'Polka'],
  ],
  [
    ['Bizet', 'Carmen'],
    ['Bizet', 'Carmen: Habanera'],
  ],
  [
    ['Bizet', 'Carmen: Habanera'],
    ['Bizet', 'Carmen: Toreador Song'],
  ],
  [
    ['Grieg', 'Arietta', 'Op. 12'],
    ['Grieg', 'Folk Song', 'Op. 12'],
  ],
  [
    ['Grieg', 'Nocturne', 'Op. 54 No. 4'],
    ['Grieg', 'Scherzo', 'Op. 54 No. 5'],
  ],
  [
    ['Satie', 'Gymnopédie No. 1'],
    ['Satie', 'Gymnopédie No. 2'],
  ],
  [
    ['Satie', 'Gymnopédie No. 1'],
    ['Satie', 'Gnossienne No. 1'],
  ],
  [
    ['Rachmaninoff', 'Prelude', 'Op. 23 No. 5'],
    ['Rachmaninoff', 'Prelude', 'Op. 32 No. 5'],
  ],
  [
    ['Sor', 'Study No. 1'],
    ['Sor', 'Study No. 2'],
  ],
  [
    ['Nobody', 'Nacht und Tag'],
    ['Nobody', 'Tag und Nacht'],
  ],
];

describe('one work', () => {
  const pairs = sameWork.flatMap(([first, ...others]) =>
    others.map((other) => [first as Named, other] as const),
  );
  it.each(pairs)('%j is %j', (one, other) => {
    expect(keyOf(one)).toBeDefined();
    expect(keyOf(other)).toBe(keyOf(one));
    expect(works.areApart(named(one), named(other))).toBe(false);
  });
});

it.each(apart)('%j is not known to be %j', (one, other) => {
  const [key, otherKey] = [keyOf(one), keyOf(other)];
  expect(key === undefined || key !== otherKey).toBe(true);
});

it('there are enough hard pairs', () => {
  expect(sameWork.flatMap((names) => names.slice(1)).length + apart.length).toBeGreaterThan(120);
});

it('says of a known work what it is called and where others keep it', () => {
  expect(works.work(keyOf(['Beethoven', 'Mondscheinsonate']) ?? '')).toMatchObject({
    key: 'Beethoven, Ludwig van|Op. 27 No. 2',
    composer: 'Ludwig van Beethoven',
    title: 'Piano Sonata No. 14',
    numbers: ['Op. 27 No. 2'],
    ids: { imslp: 'Piano Sonata No.14, Op.27 No.2 (Beethoven, Ludwig van)' },
  });
});

describe('numbers of an opus', () => {
  const composers = fc.constantFrom('Frédéric Chopin', 'Ludwig van Beethoven', 'Max Reger', 'Nemo Nobody');
  const genres = fc.constantFrom('Prelude', 'Sonate', 'Étude', 'Klavierstück');
  const spelling = fc.constantFrom(
    (opus: number, part: number) => `Op. ${opus} No. ${part}`,
    (opus: number, part: number) => `op.${opus} nr.${part}`,
    (opus: number, part: number) => `Op ${opus}/${part}`,
    (opus: number, part: number) => `OPUS ${opus}, N° ${part}`,
    (opus: number, part: number) => `op. ${opus} n. ${part}`,
    (opus: number, part: number) => `Op. ${opus}, #${part}`,
  );
  const opus = fc.integer({ min: 1, max: 150 });
  const part = fc.integer({ min: 1, max: 30 });

  it('are one work in every spelling, and two where a digit differs', () => {
    fc.assert(
      fc.property(
        composers,
        genres,
        spelling,
        spelling,
        opus,
        part,
        part,
        (composer, genre, a, b, of, one, other) => {
          const first = keyOf([composer, `${genre}, ${a(of, one)}`]);
          const second = keyOf([composer, genre, b(of, other)]);
          expect(first).toBeDefined();
          expect(first === second).toBe(one === other);
          expect(keyOf([composer, genre, `Op. ${of}`])).not.toBe(first);
          expect(
            works.areApart(
              { composer, title: genre, opus: a(of, one) },
              { composer, title: genre, opus: b(of, other) },
            ),
          ).toBe(one !== other);
        },
      ),
    );
  });

  it('are another work with another composer', () => {
    fc.assert(
      fc.property(composers, composers, genres, opus, part, (one, other, genre, of, number) => {
        fc.pre(one !== other);
        const title = `${genre} Op. ${of} No. ${number}`;
        expect(keyOf([one, title])).not.toBe(keyOf([other, title]));
      }),
    );
  });
});

it('any text has a key or none, always the same', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 });
  fc.assert(
    fc.property(fc.option(text), text, fc.option(text), (composer, title, opus) => {
      const key = works.workOf({ composer, title, opus });
      expect(works.workOf({ composer, title, opus })).toBe(key);
      if (key !== undefined) expect(key).toMatch(/^[^|]+\|./u);
    }),
  );
});
