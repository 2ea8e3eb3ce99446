import { describe, expect, it } from 'vitest';
import { addDays, isZone, localDateOf, startOfWeek } from './local-day.ts';

describe('local day', () => {
  it.each([
    ['2026-01-31T23:30:00.000Z', 'Europe/Berlin', 0, '2026-02-01'],
    ['2026-01-31T23:30:00.000Z', 'America/New_York', 0, '2026-01-31'],
    ['2026-01-31T23:30:00.000Z', 'Pacific/Kiritimati', 0, '2026-02-01'],
    // Half past three at night still belongs to yesterday when the day starts at four.
    ['2026-06-10T01:30:00.000Z', 'Europe/Berlin', 4, '2026-06-09'],
    ['2026-06-10T02:30:00.000Z', 'Europe/Berlin', 4, '2026-06-10'],
    // The night that clocks go forward: 03:30 in summer time is 01:30 UTC.
    ['2026-03-29T01:30:00.000Z', 'Europe/Berlin', 3, '2026-03-29'],
    ['2026-03-29T00:30:00.000Z', 'Europe/Berlin', 3, '2026-03-28'],
    // The hour that comes twice in autumn.
    ['2026-10-25T00:30:00.000Z', 'Europe/Berlin', 3, '2026-10-24'],
    ['2026-10-25T01:30:00.000Z', 'Europe/Berlin', 3, '2026-10-24'],
    ['2026-10-25T02:30:00.000Z', 'Europe/Berlin', 3, '2026-10-25'],
  ])('%s in %s, days from %i h, is %s', (instant, zone, dayStartHour, date) => {
    expect(localDateOf(instant, zone, dayStartHour)).toBe(date);
  });

  it('adds days over months, leap years and clock changes', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-30', -2)).toBe('2026-03-28');
  });

  it('finds the first day of a week that starts on Monday, Sunday or Saturday', () => {
    expect(startOfWeek('2026-11-23', 1)).toBe('2026-11-23');
    expect(startOfWeek('2026-11-22', 1)).toBe('2026-11-16');
    expect(startOfWeek('2026-11-22', 7)).toBe('2026-11-22');
    expect(startOfWeek('2026-11-23', 6)).toBe('2026-11-21');
  });

  it('tells a time zone from other words', () => {
    expect(isZone('Asia/Kathmandu')).toBe(true);
    expect(isZone('Europe/Atlantis')).toBe(false);
    expect(isZone('')).toBe(false);
  });
});
