import { Drawer } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LeaveDialog } from '../app/leave-dialog.tsx';
import { GoalForm } from './goal-form.tsx';
import { openGoalPanel, useGoalPanel } from './goal-panel.ts';

/** The panel in which a goal is written; asks before it drops what was typed. */
export function GoalPanels() {
  const { t } = useTranslation('goals');
  const panel = useGoalPanel(({ panel }) => panel);
  const [isDirty, setDirty] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const leave = () => {
    setAsking(false);
    setDirty(false);
    openGoalPanel({ kind: 'closed' });
  };
  return (
    <>
      <Drawer
        opened={panel.kind !== 'closed'}
        onClose={() => (isDirty ? setAsking(true) : leave())}
        position="right"
        size={560}
        title={panel.kind === 'closed' ? '' : t(`form.title.${panel.kind}`)}
        closeButtonProps={{ 'aria-label': t('app:close') }}
        padding="xl"
      >
        {panel.kind !== 'closed' && <GoalForm panel={panel} onDirty={setDirty} onClose={leave} />}
      </Drawer>
      <LeaveDialog isOpen={isAsking} onStay={() => setAsking(false)} onLeave={leave}>
        {t('app:leave.detail')}
      </LeaveDialog>
    </>
  );
}
