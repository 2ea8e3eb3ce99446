/** Words that tempo texts are made of, as `foldWord` leaves them. */

export function foldWord(word: string): string {
  return word
    .replace(/ß/g, 'ss')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

/** They say how fast. */
export const speedWords = setOf(
  'adagio adagietto adagissimo allegretto allegro allegrissimo allegramente andante andantino grave larghetto largo',
  'larghissimo lento lentissimo lentamente maestoso moderato mosso moto prestissimo presto tempo vivace vivacissimo vivo',
  'animato tranquillo comodo commodo allo allegto andte andno modto',
  'langsam langsamer geschwind schnell schneller ruhig ruhiger bewegt bewegter lebhaft lebhafter massig rasch rascher',
  'munter fliessend gehend bewegung zeitmass marschtempo walzertempo eilig gemachlich massiges',
  'lent lente lentement modere moderement vif vive vite vivement anime mouvement mouvemente lenteur allant rapide',
  'slow slowly fast quick quickly lively moderate moderately brisk briskly steady steadily',
  'hurtig hurtigt langsomt livlig livligt',
);

/** They say how to play, and stand for a speed, or begin such a text. */
export const mannerWords = setOf(
  'largamente agitato giusto scherzando brio grazioso marcia rubato sostenuto energico marziale spirito fuoco anima',
  'giocoso brillante pesante siciliano siciliana risoluto con',
  'feierlich innig frisch getragen sehr etwas ziemlich kraftig breit lustig heiter ernst zart sanft leise leicht',
  'leidenschaftlich leidenschaft gemessen mutig ausdruck freudig freundlich unschuldig keck schwungvoll nachdrucklich',
  'einfach heimlich wehmutig calme tres assez gai gaiement doux doucement marche declame',
  'bright brightly flowing freely swing waltz march gently smoothly majestically rolig roligt lugnt drommande',
);

/** Stand where a tempo text does and say something else: how, who, or which part. */
export const otherWords = setOf(
  'dolce cresc crescendo dim diminuendo decresc legato stacc staccato espr espress espressivo cantabile pizz pizzicato arco sord sordino solo soli tutti chorus refrain verse coro unis div piano forte sempre simile melody intro introduction swell organ manual pedal voice soprano alto tenor bass capo tuning verses strophe',
);

function setOf(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}
