/** What a few letters may mean among names that were written before; the most used spelling of each is shown. */

export interface NamedPiece {
  readonly title: string;
  readonly composer?: string | null | undefined;
}

export interface Suggestion {
  readonly value: string;
  readonly label: string;
  readonly metadata?: { readonly composer: string };
}

export function suggestComposers(pieces: readonly NamedPiece[], q: string): Suggestion[] {
  const names = pieces.flatMap(({ composer }) => (composer?.trim() ? [composer.trim()] : []));
  return ranked(names, q, (name) => name).map((name) => ({ value: name, label: name }));
}

/** @param composer only the pieces of composers whose name holds this */
export function suggestPieces(pieces: readonly NamedPiece[], q: string, composer = ''): Suggestion[] {
  const asked = folded(composer);
  const fitting = pieces
    .map(({ title, composer }) => ({ title: title.trim(), composer: composer?.trim() || null }))
    .filter(({ title, composer }) => title !== '' && folded(composer ?? '').includes(asked));
  return ranked(
    fitting,
    q,
    ({ title }) => title,
    ({ composer }) => composer ?? '',
  ).map(({ title, composer }) => ({
    value: title,
    label: title,
    ...(composer !== null && { metadata: { composer } }),
  }));
}

/** Those that begin with what was typed first, then by how often they were named. */
function ranked<T>(
  items: readonly T[],
  q: string,
  nameOf: (item: T) => string,
  moreOf: (item: T) => string = () => '',
): T[] {
  const typed = folded(q);
  const fitting = items.filter((item) => folded(nameOf(item)).includes(typed));
  const groups = Map.groupBy(fitting, (item) => `${folded(nameOf(item))}\n${folded(moreOf(item))}`);
  return [...groups]
    .map(([key, spellings]) => ({
      key,
      item: mostUsed(spellings, nameOf),
      isPrefix: key.startsWith(typed),
      count: spellings.length,
    }))
    .sort((a, b) => Number(b.isPrefix) - Number(a.isPrefix) || b.count - a.count || (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
}

function mostUsed<T>(spellings: readonly T[], nameOf: (item: T) => string): T {
  const bySpelling = [...Map.groupBy(spellings, nameOf).values()];
  const [most] = bySpelling.sort((a, b) => b.length - a.length);
  return most?.[0] as T;
}

/** Without accents and case. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim().replace(/\s+/g, ' ');
}
