import { useFormat } from '../i18n/format.ts';

/** `4 Mar, 18:20`: an instant where this computer is. */
export function useMoment(): (instant: string) => string {
  const { shortDayOf, time } = useFormat();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (instant) => `${shortDayOf(instant)}, ${time(instant, zone)}`;
}
