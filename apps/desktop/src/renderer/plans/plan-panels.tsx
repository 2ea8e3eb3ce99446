import { Drawer, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LeaveDialog } from '../app/leave-dialog.tsx';
import { CheckInForm } from './check-in-form.tsx';
import { MoveForm } from './move-form.tsx';
import { PlanForm } from './plan-form.tsx';
import { closePanel, usePlanPanel } from './plan-panel.ts';

/** The panels of the plans' screens; the form asks before it drops what was typed. */
export function PlanPanels() {
  const { t } = useTranslation('plans');
  const panel = usePlanPanel(({ panel }) => panel);
  const [isDirty, setDirty] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const leave = () => {
    setAsking(false);
    setDirty(false);
    closePanel();
  };
  const isForm = panel.kind !== 'closed' && panel.kind !== 'move';
  return (
    <>
      <Drawer
        opened={isForm}
        onClose={() => (isDirty ? setAsking(true) : leave())}
        position="right"
        size={600}
        title={isForm ? t(`form.title.${panel.kind}`) : ''}
        closeButtonProps={{ 'aria-label': t('app:close') }}
        padding="xl"
      >
        {panel.kind === 'check-in' && (
          <CheckInForm occurrence={panel.occurrence} onDirty={setDirty} onClose={leave} />
        )}
        {isForm && panel.kind !== 'check-in' && <PlanForm panel={panel} onDirty={setDirty} onClose={leave} />}
      </Drawer>
      <Modal
        opened={panel.kind === 'move'}
        onClose={closePanel}
        title={t('form.title.move')}
        closeButtonProps={{ 'aria-label': t('app:close') }}
      >
        {panel.kind === 'move' && <MoveForm occurrence={panel.occurrence} onClose={closePanel} />}
      </Modal>
      <LeaveDialog isOpen={isAsking} onStay={() => setAsking(false)} onLeave={leave}>
        {t('app:leave.detail')}
      </LeaveDialog>
    </>
  );
}
