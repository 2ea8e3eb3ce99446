/**
 * Ends threads that take too much memory. V8's own limit is for its heap; the bytes of streams and pictures lie
 * outside it, and a file of a few kilobytes can unpack to many gigabytes.
 */
import type { Worker } from 'node:worker_threads';

export interface ThreadWatch {
  /** Watches until as many times `leave` as `enter` has been called. */
  enter(): void;
  leave(): void;
}

/** A stream that unpacks grows by a few hundred megabytes between two looks. */
const LOOK_EVERY_MS = 100;

/** @param threads those that run now; one beyond `maxBytes` outside its heap is terminated */
export function createThreadWatch(threads: () => readonly Worker[], maxBytes: number): ThreadWatch {
  let inside = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    enter() {
      inside += 1;
      timer ??= setInterval(look, LOOK_EVERY_MS).unref();
    },
    leave() {
      inside -= 1;
      if (inside > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };

  function look(): void {
    for (const thread of threads()) {
      void thread
        .getHeapStatistics()
        .then(({ external_memory: bytes }) => (bytes > maxBytes ? thread.terminate() : undefined))
        // It has ended meanwhile.
        .catch(() => undefined);
    }
  }
}
