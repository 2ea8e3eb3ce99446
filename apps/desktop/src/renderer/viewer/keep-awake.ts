import { useEffect } from 'react';

/** Keeps the screen from going dark while one plays from it; where that is not allowed, nothing happens. */
export function useKeepAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isOver = false;
    const hold = async () => {
      if (document.visibilityState !== 'visible') return;
      try {
        const held = await navigator.wakeLock.request('screen');
        if (isOver) await held.release();
        else lock = held;
      } catch {
        // Refused on low battery, or not known to this browser.
      }
    };
    void hold();
    // The browser lets go of the lock each time the window is hidden.
    const onVisible = () => void hold();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', onVisible);
      void lock?.release();
    };
  }, []);
}
