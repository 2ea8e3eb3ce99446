/**
 * Where the core is and with which token it answers. In browser mode the token comes once in the address as
 * `#token=…`; it is kept for this tab alone and taken out of the address, so that it is in no history.
 */
import type { Connection } from '@mirubato/core/client';

const TOKEN_KEY = 'mirubato.token';

export function openConnection(window: Window): Connection {
  takeToken(window);
  // The address of a core that was started anew, opened in the tab of the old one, changes the hash alone.
  window.addEventListener('hashchange', () => {
    if (takeToken(window)) window.location.reload();
  });
  const { protocol, host } = window.location;
  return {
    baseUrl: `${protocol}//${host}`,
    token: window.sessionStorage.getItem(TOKEN_KEY) ?? undefined,
    fetch: window.fetch.bind(window),
  };
}

function takeToken(window: Window): boolean {
  const token = /^#token=([^&]+)$/.exec(window.location.hash)?.[1];
  if (token === undefined) return false;
  window.sessionStorage.setItem(TOKEN_KEY, decodeURIComponent(token));
  window.history.replaceState(null, '', '#/');
  return true;
}
