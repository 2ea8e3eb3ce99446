import { Drawer } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LeaveDialog } from '../app/leave-dialog.tsx';
import { PieceForm } from './piece-form.tsx';
import { usePieceForm } from './piece-form-state.ts';

/** The panel in which a piece is written; asks before it drops what was typed. */
export function PieceDrawer() {
  const { t } = useTranslation('repertoire');
  const state = usePieceForm((form) => form.state);
  const close = usePieceForm((form) => form.close);
  const [isDirty, setDirty] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const leave = () => {
    setAsking(false);
    setDirty(false);
    close();
  };
  return (
    <>
      <Drawer
        opened={state.kind !== 'closed'}
        onClose={() => (isDirty ? setAsking(true) : leave())}
        position="right"
        size={560}
        title={state.kind === 'closed' ? '' : t(`form.title.${state.kind}`)}
        padding="xl"
      >
        {state.kind !== 'closed' && <PieceForm state={state} onDirty={setDirty} onClose={leave} />}
      </Drawer>
      <LeaveDialog isOpen={isAsking} onStay={() => setAsking(false)} onLeave={leave}>
        {t('app:leave.detail')}
      </LeaveDialog>
    </>
  );
}
