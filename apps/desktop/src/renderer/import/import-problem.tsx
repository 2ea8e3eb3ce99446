import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Why a file could not be imported, and what can be done about it. */
export function ImportProblem({ problem }: { problem: { code: string; detail: string } | null }) {
  const { t, i18n } = useTranslation('import');
  const code = problem && i18n.exists(`import:problem.${problem.code}.title`) ? problem.code : 'other';
  return (
    <Text size="sm" className="import-problem">
      <strong>{t(`problem.${code}.title`)}</strong> {t(`problem.${code}.advice`)}
      {code === 'other' && problem && <span> ({problem.detail})</span>}
    </Text>
  );
}
