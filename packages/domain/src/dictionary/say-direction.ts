/** Says in a sentence what a direction of several words means. */

import type { Head, Phrase } from './direction-phrases.ts';
import type { Aspect, Degree, Grammar } from './grammar.ts';
import type { ExplanationLanguage, Term } from './term.ts';

/** "Gradually with more movement". */
export function sayDirection(
  phrases: readonly Phrase[],
  language: ExplanationLanguage,
  { phrases: patterns }: Grammar,
): string {
  let said = '';
  let isLimited = false;
  let last = '';
  for (const phrase of phrases) {
    const next = sayPhrase(phrase);
    // Two words of one meaning, as "wuchtig, schwer", are said once.
    if (next !== last || isLimited) {
      // "but not too much and" would go on with what it has limited.
      const join = isLimited && phrase.join !== 'then' ? 'beside' : phrase.join;
      said = said === '' ? next : fill(patterns.join[join][language], { a: said, b: next });
    }
    last = next;
    isLimited = phrase.isNotTooMuch === true;
    if (isLimited) said = fill(patterns.join.butNotToo[language], { a: said });
  }
  // Before the sound of "i" the Spanish "y" is "e".
  if (language === 'es') said = said.replace(/ y (?=h?[ií])/g, ' e ');
  // Japanese verbs in "て" are negated themselves, without "する".
  if (language === 'ja') said = said.replace(/て(?:せ(?=ず)|し(?=すぎ))/g, '');
  return said.charAt(0).toUpperCase() + said.slice(1);

  function sayPhrase({ head, degree, aspects, qualifiers, like }: Phrase): string {
    const words =
      like && !('kind' in head)
        ? fill(patterns.like[like][language], withOf(nameOf(head, language)))
        : sayHead(head, degree);
    const qualified = qualifiers.reduce(
      (all, each) => fill(patterns.join.beside[language], { a: all, b: sayHead(each.head, each.degree) }),
      words,
    );
    return aspects.reduce(
      (all: string, aspect: Aspect) => fill(patterns.aspect[aspect][language], { x: all }),
      qualified,
    );
  }

  function sayHead(head: Head | Term, degree: Degree): string {
    if (!('kind' in head)) return fill(patterns.direction[degree][language], { x: clauseOf(head, language) });
    const x = head.meaning[language];
    return fill(patterns[head.kind][degree][language], { ...withOf(x), more: comparativeOf(head, language) });
  }
}

function withOf(x: string): { readonly x: string; readonly of: string } {
  return { x, of: /^[aeiouyhàâéèêëîïôöùûü]/i.test(x) ? 'd’' : 'de ' };
}

function fill(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Only where patterns ask for it; other languages say "more" before it. */
function comparativeOf({ meaning, more }: Head, language: ExplanationLanguage): string {
  const x = meaning[language];
  if (language === 'de') return more?.de ?? (x.endsWith('e') ? `${x}r` : `${x}er`);
  return more?.en ?? `more ${x}`;
}

/** What it is called in that language, without what stands in brackets. */
function nameOf({ term, translations }: Term, language: ExplanationLanguage): string {
  return (translations[language] ?? term).replace(/\s*[(（].*$/, '');
}

/** German directions that begin in lower case within a sentence: none of these words is a noun. */
const NO_NOUN =
  /^(?:\p{Lu}\p{Ll}*(?:ig|lich|isch|end|voll|sam|haft|los|bar|t)|Mit|Ohne|In|Im|Auf|Am|An|Bei|Wie|Nicht|Sehr|So|Von|Zu|Zum|Zur|Das|Die|Der|Den|Ein|Eine|Etwas|Immer|Nur|Frei|Schnell)$/u;

/** The beginning of what a term means first, as it stands within a sentence. */
function clauseOf({ senses }: Term, language: ExplanationLanguage): string {
  const concise = senses[0]?.concise[language] ?? '';
  const clause = concise.split(/[,;:(—–。、，；：（]/)[0]?.trim() || concise;
  const [first = ''] = clause.split(' ');
  if (language === 'de' && !NO_NOUN.test(first)) return clause;
  return clause.charAt(0).toLowerCase() + clause.slice(1);
}
