/**
 * The original system's identity of a piece, `title-composer`, which its REST paths name (`scoreId` there).
 * A title or composer with a dash makes it `title||composer`; a missing composer is `unknown`. Ids of the
 * form `score_…` name a score and pass through untouched.
 */
const CANONICAL = /^score_[a-z0-9]+(?:[-_][a-z0-9]+)*$/i;

export function pieceKey(title: string, composer: string | null | undefined): string {
  const left = plain(title);
  const right = plain(composer ?? '').replaceAll('.', '') || 'unknown';
  return left.includes('-') || right.includes('-') ? `${left}||${right}` : `${left}-${right}`;
}

/** Title and composer of a key, lower-case as the key keeps them; the composer is null when unknown. */
export function parsePieceKey(key: string): { title: string; composer: string | null } {
  const delimiter = key.includes('||') ? '||' : '-';
  const at = key.indexOf(delimiter);
  if (at <= 0) return { title: key, composer: null };
  const composer = key.slice(at + delimiter.length).trim();
  return {
    title: key.slice(0, at).trim(),
    composer: composer === '' || composer === 'unknown' ? null : composer,
  };
}

/** Brings a key that a client sends to the form that `pieceKey` makes. */
export function normalisePieceKey(key: string): string {
  if (CANONICAL.test(key)) return key;
  const { title, composer } = parsePieceKey(key);
  return pieceKey(title, composer);
}

/** What a piece is called that is known by its key alone: the key is in lower case. */
export function nameOfPieceKey(key: string): { title: string; composer: string | null } {
  const { title, composer } = parsePieceKey(key);
  return { title: capitalised(title), composer: composer?.split(' ').map(capitalised).join(' ') ?? null };
}

export function isScoreId(key: string): boolean {
  return CANONICAL.test(key);
}

function capitalised(text: string): string {
  return text.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[–—]/g, '-');
}
