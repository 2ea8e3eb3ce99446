import { Text } from '@mantine/core';
import type { ImportJob } from '@mirubato/domain/import';
import type { FieldEvidence } from '@mirubato/domain/scores';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { ConfidenceNote } from '../scores/confidence-note.tsx';

/** Title and composer as read from the file, how sure that is, and where it stands. */
export function ImportFindings({ job }: { job: ImportJob }) {
  const { t } = useTranslation('import');
  const evidence = useEvidence(job.scoreId);
  const title = evidence?.title ?? known(job.titleConfidence);
  const composer = evidence?.composer ?? known(job.composerConfidence);
  return (
    <>
      <Text truncate title={job.title ?? undefined}>
        <strong>{job.title}</strong>
        {job.composer && ` – ${job.composer}`}
      </Text>
      <Text size="sm" c="dimmed" className="import-evidence" title={job.path}>
        {t('findings.title')}:{' '}
        <ConfidenceNote evidence={title} isBrief={isSamePlace(evidence?.title, evidence?.composer)} />
        {' · '}
        {t('findings.composer')}: <ConfidenceNote evidence={composer} />
        {' · '}
        {job.fileName}
      </Text>
    </>
  );
}

/** Where it was read is the score's to tell; asked for the rows in the window only, and once. */
function useEvidence(scoreId: string | null) {
  const { client } = useApi();
  const { data } = useQuery({
    queryKey: ['scores', 'evidence', scoreId],
    queryFn: async () =>
      (await answer(client.api.scores[':id'].$get({ param: { id: scoreId ?? '' } }))).score.evidence,
    enabled: scoreId !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

/** Read from the same place, the place is said once. */
function isSamePlace(title: FieldEvidence | undefined, composer: FieldEvidence | undefined): boolean {
  return title?.source === composer?.source && title?.page === composer?.page;
}

function known(confidence: number | null): { confidence: number } | undefined {
  return confidence === null ? undefined : { confidence };
}
