/** The rules of the ledger where days begin and end. */
import { describe, expect, it } from 'vitest';
import { localDateOf, movedToDate, startOfWeek } from './local-day.ts';

describe('the day of an entry', () => {
  it.each([
    ['the last minute before midnight', '2026-03-04T22:59:59.999Z', 'Europe/Berlin', 0, '2026-03-04'],
    ['midnight', '2026-03-04T23:00:00.000Z', 'Europe/Berlin', 0, '2026-03-05'],
    ['past midnight, before the day begins', '2026-03-05T02:59:00.000Z', 'Europe/Berlin', 4, '2026-03-04'],
    ['when the day begins', '2026-03-05T03:00:00.000Z', 'Europe/Berlin', 4, '2026-03-05'],
    ['before the skipped hour', '2026-03-29T00:59:59.000Z', 'Europe/Berlin', 3, '2026-03-28'],
    ['after the skipped hour', '2026-03-29T01:00:00.000Z', 'Europe/Berlin', 3, '2026-03-29'],
    ['the first time of the repeated hour', '2026-10-25T00:30:00.000Z', 'Europe/Berlin', 3, '2026-10-24'],
    ['the second time of the repeated hour', '2026-10-25T01:30:00.000Z', 'Europe/Berlin', 3, '2026-10-24'],
    ['after the repeated hour', '2026-10-25T02:00:00.000Z', 'Europe/Berlin', 3, '2026-10-25'],
    ['where midnight itself is skipped', '2026-04-24T22:00:00.000Z', 'Africa/Cairo', 0, '2026-04-25'],
    ['west of the date line', '2026-03-04T10:30:00.000Z', 'Pacific/Kiritimati', 0, '2026-03-05'],
    ['east of the date line', '2026-03-04T10:30:00.000Z', 'Pacific/Pago_Pago', 0, '2026-03-03'],
    ['a day that a country left out', '2011-12-30T09:59:00.000Z', 'Pacific/Apia', 0, '2011-12-29'],
    ['and the minute after', '2011-12-30T10:00:00.000Z', 'Pacific/Apia', 0, '2011-12-31'],
    ['a leap day', '2028-02-29T23:30:00.000Z', 'UTC', 0, '2028-02-29'],
    ['the night after a leap day', '2028-03-01T01:30:00.000Z', 'UTC', 4, '2028-02-29'],
    ['the night after a February without one', '2026-03-01T01:30:00.000Z', 'UTC', 4, '2026-02-28'],
    ['the night of a new year', '2027-01-01T01:30:00.000Z', 'UTC', 4, '2026-12-31'],
  ])('31.13 %s', (_name, instant, zone, dayStartHour, date) => {
    expect(localDateOf(instant, zone, dayStartHour)).toBe(date);
  });

  it('31.13 travel across the date line gives the days that the clock on the wall gave', () => {
    const flight = [
      ['2026-03-04T22:00:00.000Z', 'Pacific/Auckland'],
      ['2026-03-05T08:00:00.000Z', 'Pacific/Honolulu'],
    ] as const;
    expect(flight.map(([instant, zone]) => localDateOf(instant, zone, 0))).toEqual([
      '2026-03-05',
      '2026-03-04',
    ]);
  });

  it.each([
    ['2026-12-31', 1, '2026-12-28'],
    ['2027-01-03', 1, '2026-12-28'],
    ['2027-01-04', 1, '2027-01-04'],
    ['2027-01-01', 7, '2026-12-27'],
    ['2028-02-29', 6, '2028-02-26'],
  ])(
    '31.13 week 53 and others go on over the year’s end: %s, from day %i on, is in the week of %s',
    (date, firstDay, start) => {
      expect(startOfWeek(date, firstDay)).toBe(start);
    },
  );
});

describe('an entry moved to another day', () => {
  it.each([
    [
      'keeps its time of day',
      '2026-03-04T18:00:00.000Z',
      '2026-03-04',
      '2026-01-31',
      '2026-01-31T18:00:00.000Z',
    ],
    [
      'keeps it over a change of clocks',
      '2026-03-04T18:00:00.000Z',
      '2026-03-04',
      '2026-07-01',
      '2026-07-01T17:00:00.000Z',
    ],
    [
      'stays past midnight of its day',
      '2026-03-05T01:30:00.000Z',
      '2026-03-04',
      '2026-03-10',
      '2026-03-11T01:30:00.000Z',
    ],
    [
      'is later where the clock skips its time',
      '2026-03-04T01:30:00.000Z',
      '2026-03-04',
      '2026-03-29',
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'goes onto a leap day',
      '2026-03-04T18:00:00.000Z',
      '2026-03-04',
      '2028-02-29',
      '2028-02-29T18:00:00.000Z',
    ],
  ])('31.14 %s', (_name, timestamp, localDate, date, moved) => {
    expect(movedToDate({ timestamp, zone: 'Europe/Berlin', localDate }, date)).toBe(moved);
  });
});
