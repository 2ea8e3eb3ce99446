/** Forms under which a word may stand in the dictionary, from one met in a score. Folded text in, folded text out. */

/** Ending as met, and what stands in its place in the dictionary. */
const endings: readonly (readonly [met: RegExp, base: readonly string[]])[] = [
  // Italian: prestissimo, lentissimamente, dolcemente, leggieri, graziosa, allegretti.
  [/issim[oaie]$/, ['o', 'e', 'a']],
  [/issimamente$/, ['o', 'e']],
  [/amente$/, ['o', 'a']],
  [/mente$/, ['e', '']],
  [/(?:ino|etto|ello|uccio)$/, ['o', 'e']],
  [/[aei]$/, ['o', 'e']],
  [/chi$/, ['co']],
  [/ghi$/, ['go']],
  // German: langsamer, leiser, breite, breitem, breiten, breites.
  [/(?:er|em|en|es|e)$/, ['', 'e']],
  [/ste[rnms]?$/, ['']],
  // French and Spanish: lente, lents, lentes, suaves.
  [/(?:e|s|es)$/, ['', 'o']],
  // English: sharps, trills, trilled.
  [/(?:s|ed|ing)$/, ['']],
];

const MIN_STEM = 3;

export function baseForms(word: string): string[] {
  const found = new Set<string>();
  for (const [met, bases] of endings) {
    const stem = word.replace(met, '');
    if (stem === word || stem.length < MIN_STEM) continue;
    for (const base of bases) found.add(stem + base);
  }
  found.delete(word);
  return [...found];
}
