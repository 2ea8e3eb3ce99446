/** Instruments and voices as scores name them, in several languages, each with one English name. */
import { wordsOf } from '../people/people.ts';

/** First the name that is shown, then what is printed, folded as `wordsOf` does; several words stay together. */
const names: Readonly<Record<string, string>> = {
  Voice: 'voice|voices|singstimme|gesang|chant|canto|voz|voix|voce|vocal|zpev|голос',
  Soprano: 'soprano|sopran|soprani|soprano solo|mezzo soprano|mezzosoprano|treble|sopraan',
  Alto: 'alto|alt|contralto|haute contre|altus',
  Tenor: 'tenor|tenore|tenor solo|taille',
  Baritone: 'baritone|bariton|baryton|baritono',
  Bass: 'bass voice|bassus|basse chantante',
  Choir: 'choir|chor|choeur|chorus|coro|kor|satb|ssa|ssaa|ttbb|sab|ssatb|saatb|mixed voices|gemischter chor',
  Piano:
    'piano|pianoforte|klavier|pianof|pf|fortepiano|piano forte|clavier|pno|klav|фортепиано|hammerklavier',
  Organ: 'organ|orgel|orgue|organo|orgel manual|harmonium',
  Harpsichord: 'harpsichord|cembalo|clavecin|clavicembalo|clavicimbel',
  Guitar: 'guitar|gitarre|guitare|guitarra|chitarra|guit|classical guitar',
  Lute: 'lute|laute|luth|liuto|vihuela|theorbo|archlute',
  Ukulele: 'ukulele',
  Harp: 'harp|harfe|harpe|arpa',
  Violin: 'violin|violine|violon|violino|violini|geige|vln|fiddle|violins|violinen|скрипка',
  Viola: 'viola|bratsche|viole|vla',
  Cello: 'cello|violoncello|violoncelle|violoncell|celli|vc|violoncelli',
  'Double bass': 'double bass|contrabass|kontrabass|contrabasso|contrebasse|string bass',
  'Viola da gamba': 'viola da gamba|gambe|viol|viols|viole de gambe|bass viol',
  Flute: 'flute|flote|floete|flauto|flauta|flauti|fl|traverso|travers|querflote',
  Piccolo: 'piccolo|ottavino|petite flute',
  Recorder: 'recorder|blockflote|flauto dolce|flute a bec|blokfluit|recorders',
  Oboe: 'oboe|hautbois|oboi|oboen|oboes',
  'English horn': 'english horn|englischhorn|cor anglais|corno inglese',
  Clarinet: 'clarinet|klarinette|clarinette|clarinetto|clarinete|clarinets|clarinetti',
  'Bass clarinet': 'bass clarinet|bassklarinette',
  Bassoon: 'bassoon|fagott|basson|fagotto|fagot|bassoons|fagotti',
  Saxophone: 'saxophone|saxophon|sax|saxofon',
  Horn: 'horn|cor|corno|corni|waldhorn|french horn|horns|horner',
  Trumpet: 'trumpet|trompete|trompette|tromba|trumpets|trombe|cornet|clarino',
  Trombone: 'trombone|posaune|trombones|tromboni|posaunen',
  Tuba: 'tuba|euphonium',
  Timpani: 'timpani|pauken|timbales|timbals',
  Percussion: 'percussion|schlagzeug|drums|drum set|drumset|snare drum|xylophone|marimba|glockenspiel',
  Strings:
    'strings|string orchestra|streicher|archi|string ensemble|string quartet|streichquartett|quartetto d archi',
  Orchestra: 'orchestra|orchester|orchestre|full orchestra',
  Continuo: 'continuo|basso continuo|b c|generalbass|figured bass',
};

const nameByPhrase = new Map(
  Object.entries(names).flatMap(([name, printed]) =>
    printed.split('|').map((phrase) => [phrase, name] as const),
  ),
);

const LONGEST_PHRASE_WORDS = 3;

/** May stand between instruments: numbers of parts, pitches of transposing ones, articles. */
const fillers = new Set(
  `and und et y e with mit avec con for fur fuer pour per para i ii iii iv v vi st nd b bb a c d es eb f g flat in solo or oder ou
   the der die das den eine einer two three four zwei drei deux trois due tre left right hand first second erste zweite
   manual accompaniment begleitung accompagnement of with obligato obbligato ad lib libitum`.split(/\s+/),
);

/**
 * Instruments named in a text, in its order and each once.
 * @returns `isAll`: every word is an instrument or belongs to one
 */
export function findInstruments(text: string): { readonly names: string[]; readonly isAll: boolean } {
  const words = wordsOf(text);
  const found: string[] = [];
  let isAll = words.length > 0;
  for (let index = 0; index < words.length; ) {
    const length = phraseAt(words, index);
    const name = nameByPhrase.get(words.slice(index, index + length).join(' '));
    if (name && !found.includes(name)) found.push(name);
    else if (!name && !fillers.has(words[index] ?? '')) isAll = false;
    index += length;
  }
  return { names: found, isAll: isAll && found.length > 0 };
}

function phraseAt(words: readonly string[], index: number): number {
  for (let length = LONGEST_PHRASE_WORDS; length > 1; length -= 1) {
    if (nameByPhrase.has(words.slice(index, index + length).join(' '))) return length;
  }
  return 1;
}

/** "for Violin and Piano", "für Klavier", "Sonata per il Flauto": the words after it name instruments. */
const forInstruments =
  /(?<![\p{L}])(?:for|für|pour|per|para|voor|pro|для|arr(?:anged)?\.? for)(?![\p{L}])(.*)$/iu;

/** What a heading line says the score is for; empty when it says nothing of that. */
export function instrumentsOfLine(text: string): string[] {
  const whole = findInstruments(text);
  if (whole.isAll) return whole.names;
  const after = forInstruments.exec(text)?.[1];
  return after === undefined ? [] : findInstruments(after).names;
}
