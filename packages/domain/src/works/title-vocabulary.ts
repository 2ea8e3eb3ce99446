/** Words of titles that are the same in several languages: one English word, then what is printed, folded. */

const genres: Readonly<Record<string, string>> = {
  sonata: 'sonate son',
  sonatas: 'sonaten sonates',
  sonatina: 'sonatine',
  sonatinas: 'sonatinen sonatines',
  symphony: 'sinfonie symphonie sinfonia',
  symphonies: 'sinfonien symphonien',
  concerto: 'konzert concierto',
  concertos: 'konzerte concerti',
  prelude: 'praludium praeludium preludio',
  preludes: 'praludien praeludien preludi preludios',
  fugue: 'fuge fuga',
  fugues: 'fugen',
  etude: 'etud study studie estudio',
  etudes: 'etuden studies studien estudios',
  nocturne: 'notturno nocturno nokturne',
  nocturnes: 'notturni nokturnes',
  waltz: 'walzer valse valzer vals',
  waltzes: 'valses',
  mazurka: 'mazurek mazurca',
  mazurkas: 'mazurken',
  polonaise: 'polonase polonez',
  polonaises: 'polonasen',
  ballade: 'ballad ballata',
  ballades: 'balladen ballads',
  scherzo: '',
  scherzos: 'scherzi',
  impromptu: '',
  impromptus: '',
  rhapsody: 'rhapsodie rapsodia rapsodie',
  rhapsodies: 'rhapsodien',
  fantasia: 'fantasy fantaisie fantasie phantasie',
  variations: 'variationen variazioni variaciones',
  minuet: 'menuett menuet minuetto minue',
  minuets: 'menuette menuets',
  gavotte: 'gavotta',
  suite: '',
  suites: 'suiten',
  partita: '',
  partitas: 'partiten',
  toccata: 'tokkata',
  capriccio: 'caprice',
  caprices: 'capricci',
  romance: 'romanze romanza',
  romances: 'romanzen',
  serenade: 'serenata standchen',
  bagatelle: 'bagatella',
  bagatelles: 'bagatellen',
  elegy: 'elegie elegia',
  intermezzo: '',
  intermezzos: 'intermezzi',
  invention: 'inventio inventione',
  inventions: 'inventionen',
  arabesque: 'arabeske',
  barcarolle: 'barkarole barcarola',
  humoresque: 'humoreske',
  tarantella: 'tarantelle',
  polka: '',
  galop: 'galopp',
  rondo: '',
  chaconne: 'ciaccona chacona',
  passacaglia: 'passacaille',
  gigue: 'giga jig',
  sarabande: 'sarabanda',
  courante: 'corrente',
  allemande: 'allemanda',
  bourree: '',
  march: 'marsch marche marcia marcha',
  overture: 'ouverture obertura',
  quartet: 'quartett quatuor quartetto cuarteto',
  quintet: 'quintett quintette quintetto quinteto',
  sextet: 'sextett sextuor',
  septet: 'septett septuor',
  octet: 'oktett octuor',
  trio: '',
  duet: 'duett duo',
  mass: 'messe missa misa',
  dance: 'tanz danse danza',
  dances: 'tanze danses danze danzas',
  songs: 'lieder',
  song: 'lied',
  piece: 'stuck',
  pieces: 'stucke',
  aria: 'arie',
  landler: '',
  exercise: 'ubung exercice',
  exercises: 'ubungen exercices',
  lesson: '',
};

/** Of movements: they say no more of a work than the kind of piece does. */
const tempos = new Set(
  `allegro allegretto andante andantino adagio largo larghetto lento moderato presto prestissimo vivace grave maestoso
   sostenuto cantabile molto assai con moto brio fuoco espressivo grazioso agitato ma non troppo tanto quasi poco piu meno
   mosso vivo animato tranquillo`.split(/\s+/),
);

const instruments: Readonly<Record<string, string>> = {
  piano: 'klavier pianoforte fortepiano clavier',
  violin: 'violine violon violino geige',
  viola: 'bratsche',
  cello: 'violoncello violoncelle violoncell',
  flute: 'flote flauto flauta',
  clarinet: 'klarinette clarinette clarinetto',
  oboe: 'hautbois',
  bassoon: 'fagott basson fagotto',
  horn: 'cor corno',
  trumpet: 'trompete trompette tromba',
  guitar: 'gitarre guitare chitarra guitarra',
  organ: 'orgel orgue organo',
  harpsichord: 'cembalo clavecin clavicembalo',
  harp: 'harfe harpe arpa',
  lute: 'laute luth liuto',
  recorder: 'blockflote',
  mandolin: 'mandoline mandolino',
  string: 'streich cordes archi strings streicher',
  orchestra: 'orchester orchestre',
  solo: '',
};

/** Articles, and what joins words: they differ from language to language and tell nothing apart. */
export const smallWords: ReadonlySet<string> = new Set(
  `the an a der die das den dem des ein eine einer le la les un une il lo gli el los las l d dell della delle del
   for fur fuer pour per para of de du di da von vom in im en and und et e y aus from to`.split(/\s+/),
);

export const ordinals: ReadonlyMap<string, number> = new Map(
  [
    'first erste erster erstes premier premiere',
    'second zweite zweiter zweites deuxieme',
    'third dritte dritter drittes troisieme',
    'fourth vierte vierter viertes quatrieme',
    'fifth funfte funfter funftes cinquieme',
    'sixth sechste sechster sechstes sixieme',
    'seventh siebte siebter siebtes septieme',
    'eighth achte achter achtes huitieme',
    'ninth neunte neunter neuntes neuvieme',
  ].flatMap((words, index) => words.split(' ').map((word) => [word, index + 1] as const)),
);

export const counts: ReadonlyMap<string, number> = new Map(
  [
    'two zwei deux due dos',
    'three drei trois tre tres',
    'four vier quatre quattro cuatro',
    'five funf cinq cinque cinco',
    'six sechs sei seis',
    'seven sieben sept',
    'eight acht huit otto ocho',
    'nine neun neuf',
    'ten zehn dix dieci diez',
    'eleven elf',
    'twelve zwolf douze dodici doce',
  ].flatMap((words, index) => words.split(' ').map((word) => [word, index + 2] as const)),
);

const wordByPrinted = new Map(
  Object.entries({ ...genres, ...instruments }).flatMap(([word, printed]) =>
    [word, ...printed.split(' ').filter(Boolean)].map((form) => [form, word] as const),
  ),
);

/** "klaviersonate" is a piano and a sonata. */
const compound =
  /^(klavier|violin|cello|violoncello|streich|horn|floten|klarinetten|orgel|oboen|fagott|trompeten|bratschen|gitarren|harfen|cembalo)(sonate|sonaten|sonatine|sonatinen|konzert|konzerte|trio|quartett|quintett|sextett|oktett|stuck|stucke|suite|suiten|fantasie|ubung|etude|etuden)$/;
const firstOfCompound: Readonly<Record<string, string>> = {
  floten: 'flute',
  klarinetten: 'clarinet',
  oboen: 'oboe',
  trompeten: 'trumpet',
  bratschen: 'viola',
  gitarren: 'guitar',
  harfen: 'harp',
};

/** The English words for a folded word of any language; itself where it is no word of this kind. */
export function titleWords(word: string): string[] {
  const [, first = '', second = ''] = compound.exec(word) ?? [];
  if (first) return [firstOfCompound[first] ?? oneWord(first), oneWord(second)];
  return [oneWord(word)];
}

export function isTempo(word: string): boolean {
  return tempos.has(word);
}

export function isGenre(word: string): boolean {
  return Object.hasOwn(genres, word);
}

export function isInstrument(word: string): boolean {
  return Object.hasOwn(instruments, word);
}

function oneWord(word: string): string {
  return wordByPrinted.get(word) ?? word;
}
