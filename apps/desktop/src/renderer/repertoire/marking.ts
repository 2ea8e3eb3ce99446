/** Saying how a piece or passage went. */
import { measureRangesOf, type ReviewGrade } from '@mirubato/domain/repertoire';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, done, useApi } from '../app/api.ts';
import type { Shortcut } from '../app/shortcuts.ts';
import { useFormat } from '../i18n/format.ts';
import { localZone } from '../timer/timer.ts';
import { showUndo } from '../trash/undo-notice.tsx';

export interface Markable {
  readonly pieceId: string;
  readonly title: string;
  readonly passage?: string | null;
}

/** In the order of their keys, 1 to 4. */
export const shownGrades: readonly ReviewGrade[] = ['again', 'hard', 'good', 'easy'];

export function useMark(): (thing: Markable, grade: ReviewGrade) => void {
  const { client } = useApi();
  const { t } = useTranslation('repertoire');
  const format = useFormat();
  const nameOf = useNameOf();
  const meta = { collections: ['reviews'] };
  const takeBack = useMutation({
    mutationFn: (id: string) => done(client.api.reviews[':id'].$delete({ param: { id } })),
    meta,
  });
  const mark = useMutation({
    mutationFn: ({ thing, grade }: { thing: Markable; grade: ReviewGrade }) =>
      answer(
        client.api.reviews.$post({
          json: {
            id: crypto.randomUUID() as never,
            pieceId: thing.pieceId as never,
            passage: thing.passage ?? null,
            grade,
            zone: localZone(),
          },
        }),
      ),
    onSuccess({ id, dueOn }, { thing, grade }) {
      const values = { name: nameOf(thing), grade: t(`grade.${grade}`) };
      showUndo({
        message:
          dueOn === null
            ? t('marked', values)
            : t('markedUntil', { ...values, date: format.shortDay(dueOn) }),
        undo: () => takeBack.mutate(id),
      });
    },
    meta,
  });
  return (thing, grade) => mark.mutate({ thing, grade });
}

/** The keys 1 to 4, for the one thing that they mean on a screen. */
export function useGradeKeys(thing: Markable | undefined): Shortcut[] {
  const { t } = useTranslation('repertoire');
  const mark = useMark();
  const nameOf = useNameOf();
  if (!thing) return [];
  return shownGrades.map((grade, index) => ({
    keys: String(index + 1),
    label: t('markAs', { name: nameOf(thing), grade: t(`grade.${grade}`) }),
    run: () => mark(thing, grade),
  }));
}

/** `Sonata, measures 12–16`. */
export function useNameOf(): (thing: Markable) => string {
  const { t } = useTranslation('repertoire');
  return ({ title, passage }) => {
    if (!passage) return title;
    const isMeasures = measureRangesOf(passage).length > 0;
    return `${title}, ${isMeasures ? t('measuresInText', { measures: passage }) : passage}`;
  };
}
