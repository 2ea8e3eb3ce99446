/** What the musician of the demonstration plays over ten years: real works, composers long dead. */

export interface DemoWork {
  readonly title: string;
  readonly composer: string;
  readonly tempo: string;
  /** Beats per minute, of which the work is played at last. */
  readonly bpm: number;
  readonly instrument: 'piano' | 'viola';
  /** 1 easy to 5 hard. */
  readonly difficulty: 1 | 2 | 3 | 4 | 5;
}

type Line = readonly [string, string, string, number, 1 | 2 | 3 | 4 | 5, 'viola'?];

const lines: readonly Line[] = [
  ['Minuet in G major, BWV Anh. 114', 'Christian Petzold', 'Moderato', 112, 1],
  ['Prelude in C major, BWV 846', 'Johann Sebastian Bach', 'Andante', 72, 2],
  ['Album for the Young: The Happy Farmer, Op. 68 No. 10', 'Robert Schumann', 'Animato', 116, 1],
  ['Invention No. 1 in C major, BWV 772', 'Johann Sebastian Bach', 'Allegro', 84, 2],
  ['Für Elise, WoO 59', 'Ludwig van Beethoven', 'Poco moto', 72, 2],
  ['Sonatina in C major, Op. 36 No. 1', 'Muzio Clementi', 'Allegro', 138, 2],
  ['Waltz in A minor, B. 150', 'Frédéric Chopin', 'Allegretto', 126, 2],
  ['Arietta, Op. 12 No. 1', 'Edvard Grieg', 'Poco andante e sostenuto', 60, 1],
  ['Gymnopédie No. 1', 'Erik Satie', 'Lent et douloureux', 66, 2],
  ['Sonata in C major, K. 545', 'Wolfgang Amadeus Mozart', 'Allegro', 132, 3],
  ['Prelude in E minor, Op. 28 No. 4', 'Frédéric Chopin', 'Largo', 52, 2],
  ['Invention No. 13 in A minor, BWV 784', 'Johann Sebastian Bach', 'Allegro tranquillo', 76, 3],
  ['Kinderszenen: Träumerei, Op. 15 No. 7', 'Robert Schumann', 'Moderato', 80, 3],
  ['Fantasia in D minor, K. 397', 'Wolfgang Amadeus Mozart', 'Andante', 63, 3],
  ['Nocturne in E flat major, Op. 9 No. 2', 'Frédéric Chopin', 'Andante', 132, 3],
  ['Sonata in G major, Op. 49 No. 2', 'Ludwig van Beethoven', 'Allegro ma non troppo', 104, 3],
  ['Suite No. 1 in G major, BWV 1007: Prélude', 'Johann Sebastian Bach', 'Moderato', 72, 3, 'viola'],
  ['Clair de lune', 'Claude Debussy', 'Andante très expressif', 54, 4],
  ['Moment musical in F minor, D. 780 No. 3', 'Franz Schubert', 'Allegro moderato', 96, 3],
  ['Sonata in C sharp minor, Op. 27 No. 2', 'Ludwig van Beethoven', 'Adagio sostenuto', 54, 4],
  ['Impromptu in G flat major, D. 899 No. 3', 'Franz Schubert', 'Andante', 60, 4],
  ['Concerto in G major, TWV 51:G9', 'Georg Philipp Telemann', 'Largo', 58, 3, 'viola'],
  ['Sonata in E major, K. 380', 'Domenico Scarlatti', 'Andante comodo', 92, 3],
  ['Prelude in D flat major, Op. 28 No. 15', 'Frédéric Chopin', 'Sostenuto', 66, 4],
  ['Lyric Pieces: Wedding Day at Troldhaugen, Op. 65 No. 6', 'Edvard Grieg', 'Alla marcia', 126, 4],
  ['Romance in A minor, Op. 21 No. 1', 'Clara Schumann', 'Andante', 63, 4],
  ['Intermezzo in A major, Op. 118 No. 2', 'Johannes Brahms', 'Andante teneramente', 66, 4],
  ['Arabesque No. 1', 'Claude Debussy', 'Andantino con moto', 104, 4],
  ['Sonata in C minor, Op. 13', 'Ludwig van Beethoven', 'Grave – Allegro di molto e con brio', 144, 4],
  ['Das Jahr: September', 'Fanny Hensel', 'Andante con moto', 84, 4],
  ['Märchenbilder, Op. 113 No. 1', 'Robert Schumann', 'Nicht schnell', 69, 4, 'viola'],
  ['Prelude and Fugue in C minor, BWV 847', 'Johann Sebastian Bach', 'Allegro', 100, 4],
  ['Étude in E major, Op. 10 No. 3', 'Frédéric Chopin', 'Lento ma non troppo', 50, 5],
  ['Pavane pour une infante défunte', 'Maurice Ravel', 'Assez doux', 54, 4],
  ['Liebestraum No. 3', 'Franz Liszt', 'Poco allegro, con affetto', 76, 5],
  ['Rhapsody in G minor, Op. 79 No. 2', 'Johannes Brahms', 'Molto passionato', 116, 5],
  ['Prelude in C sharp minor, Op. 3 No. 2', 'Sergei Rachmaninoff', 'Lento', 52, 5],
  ['Ballade No. 1 in G minor, Op. 23', 'Frédéric Chopin', 'Largo – Moderato', 104, 5],
  ['Sonata in E major, Op. 109', 'Ludwig van Beethoven', 'Vivace ma non troppo', 92, 5],
  ['Partita No. 1 in B flat major, BWV 825', 'Johann Sebastian Bach', 'Allegro', 88, 5],
];

/** In the order in which they are taken up. */
export const demoWorks: readonly DemoWork[] = lines.map(
  ([title, composer, tempo, bpm, difficulty, instrument]) => ({
    title,
    composer,
    tempo,
    bpm,
    difficulty,
    instrument: instrument ?? 'piano',
  }),
);
