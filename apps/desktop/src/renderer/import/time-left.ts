/** A remaining time as one says it: rounded up, in the one unit that matters. */
export function timeLeft(remainingMs: number, language: string): string {
  const seconds = Math.max(1, Math.ceil(remainingMs / 1000));
  if (seconds < 60) return unit(Math.ceil(seconds / 5) * 5, 'second', language);
  if (seconds < 3600) return unit(Math.ceil(seconds / 60), 'minute', language);
  return unit(Math.ceil(seconds / 3600), 'hour', language);
}

function unit(value: number, name: 'second' | 'minute' | 'hour', language: string): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
}
