/** `mirubato://pair?relay=<address>&code=<code>`: what a device shows for another one to read. */

export interface PairAddress {
  readonly relayUrl: string;
  readonly code: string;
}

export function pairToAddress({ relayUrl, code }: PairAddress): string {
  return `mirubato://pair?${new URLSearchParams({ relay: relayUrl, code })}`;
}

/** Undefined for whatever is not such an address. */
export function parsePairAddress(text: string): PairAddress | undefined {
  if (!/^mirubato:\/\/pair\?/i.test(text.trim())) return undefined;
  const params = new URLSearchParams(text.trim().slice(text.trim().indexOf('?')));
  const relayUrl = params.get('relay');
  const code = params.get('code');
  return relayUrl && code ? { relayUrl, code } : undefined;
}

/** The token in a pasted sign-in link, or the text itself when it is no link. */
export function tokenOf(linkOrToken: string): string {
  const text = linkOrToken.trim();
  try {
    const url = new URL(text);
    return url.searchParams.get('token') ?? new URLSearchParams(url.hash.slice(1)).get('token') ?? text;
  } catch {
    return text;
  }
}
