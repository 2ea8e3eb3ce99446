import { useEffect, useState } from 'react';

/** True in one of the app's open windows: the one that sounds and notifies. The next takes over when it closes. */
export function useIsFirstWindow(): boolean {
  const [isFirst, setFirst] = useState(false);
  useEffect(() => {
    const waiting = new AbortController();
    let leave: (() => void) | undefined;
    const held = () =>
      new Promise<void>((resolve) => {
        leave = resolve;
        setFirst(true);
      });
    navigator.locks.request('mirubato.timer', { signal: waiting.signal }, held).catch(() => undefined);
    return () => {
      waiting.abort();
      leave?.();
    };
  }, []);
  return isFirst;
}
