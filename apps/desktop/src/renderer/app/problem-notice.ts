/** Failures told to a person: what happened, and that what was saved is safe. */
import { notifications } from '@mantine/notifications';
import { ProblemError } from '@mirubato/domain/problem';
import i18next from 'i18next';

export interface ProblemText {
  readonly title: string;
  readonly detail: string;
}

export function problemText(error: unknown): ProblemText {
  const code = error instanceof ProblemError ? error.problem.code : 'unreachable';
  return {
    title: i18next.t(`problems:${code}.title`, { defaultValue: i18next.t('problems:internal.title') }),
    detail: i18next.t(`problems:${code}.detail`, {
      defaultValue: error instanceof ProblemError ? error.problem.detail : '',
    }),
  };
}

export function showProblem(error: unknown): void {
  const { title, detail } = problemText(error);
  notifications.show({ title, message: detail, color: 'red', autoClose: 10_000, withBorder: true });
}
