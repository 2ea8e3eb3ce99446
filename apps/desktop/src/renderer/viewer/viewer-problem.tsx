import { Text, Title } from '@mantine/core';
import { ProblemError } from '@mirubato/domain/problem';
import { IconFileAlert, IconFileOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../app/problem-notice.ts';

/** Problems the viewer has its own words for; all others are told as everywhere. */
const ownCodes = ['file-not-found', 'not-found', 'pdf-damaged', 'pdf-encrypted'] as const;

/** Why the score cannot be shown, what is safe, and what can be done. */
export function ViewerProblem({ error, children }: { error: unknown; children: ReactNode }) {
  const { t } = useTranslation('viewer');
  const own = ownCodes.find((code) => error instanceof ProblemError && error.problem.code === code);
  const { title, detail } = own
    ? { title: t(`problem.${own}.title`), detail: t(`problem.${own}.detail`) }
    : problemText(error);
  const Icon = own === 'file-not-found' || own === 'not-found' ? IconFileOff : IconFileAlert;
  return (
    <div className="viewer-message" role="alert">
      <Icon size={48} stroke={1.2} aria-hidden />
      <Title order={2}>{title}</Title>
      <Text maw={520}>{detail}</Text>
      <div className="viewer-message-actions">{children}</div>
    </div>
  );
}
