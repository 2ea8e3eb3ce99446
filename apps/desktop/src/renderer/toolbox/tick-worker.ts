/** A clock in a thread of its own, because a hidden window's own timers are slowed down to one a second or less. */
let timer: ReturnType<typeof setInterval> | undefined;

self.onmessage = ({ data: everyMs }: MessageEvent<number>) => {
  clearInterval(timer);
  if (everyMs > 0) timer = setInterval(() => self.postMessage(null), everyMs);
};
