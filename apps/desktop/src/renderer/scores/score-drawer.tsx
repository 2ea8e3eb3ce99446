import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { ScoreForm } from './score-form.tsx';
import { useScore } from './score-pieces.ts';

/** The panel in which a score's card is edited. */
export function ScoreDrawer({ scoreId, onClose }: { scoreId: string | undefined; onClose: () => void }) {
  const { t } = useTranslation('scores');
  return (
    <Drawer
      opened={scoreId !== undefined}
      onClose={onClose}
      position="right"
      size={600}
      padding="xl"
      title={t('form.title')}
      classNames={{ title: 'panel-title' }}
    >
      {scoreId !== undefined && <LoadedForm key={scoreId} scoreId={scoreId} onClose={onClose} />}
    </Drawer>
  );
}

function LoadedForm({ scoreId, onClose }: { scoreId: string; onClose: () => void }) {
  const { data, error, isPending, refetch } = useScore(scoreId);
  if (isPending) return <LoadingLines />;
  if (!data) return <FailedState error={error} onRetry={() => void refetch()} />;
  return <ScoreForm score={data.score} pieces={data.pieces} onClose={onClose} />;
}
