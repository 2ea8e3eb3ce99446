import type { NextReason, SpacedThing } from '@mirubato/core/client';
import { useQuery } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { answer, useApi } from '../app/api.ts';
import { localZone } from '../timer/timer.ts';

/** What is spaced, due first. @param pieceId of one piece only */
export function useSpacing(pieceId?: string) {
  const { client } = useApi();
  const zone = localZone();
  return useQuery({
    queryKey: ['reviews', 'spacing', zone, pieceId ?? ''],
    queryFn: () =>
      answer(client.api.reviews.spacing.$get({ query: { zone, ...(pieceId ? { pieceId } : {}) } })),
    meta: { collections: ['reviews', 'pieces', 'settings'] },
  });
}

/** Why it is due, or will be. @param date the present day */
export function spacingReason({ lastGrade, lastOn, expected }: SpacedThing, date: string): NextReason {
  return { code: 'due', values: { grade: lastGrade, days: daysBetween(lastOn, date), expected } };
}

export function daysBetween(from: string, to: string): number {
  return Math.max(0, dayjs(to).diff(dayjs(from), 'day'));
}
