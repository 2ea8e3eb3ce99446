import { Drawer } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LeaveDialog } from '../app/leave-dialog.tsx';
import { useSettings } from '../settings/settings.ts';
import { localZone } from '../timer/timer.ts';
import { useTimerSwitch } from '../timer/timer-switch.ts';
import { EntryForm } from './entry-form.tsx';
import { type EntryFormState, useEntryForm } from './entry-form-state.ts';
import type { EntryBase } from './entry-form-values.ts';

/** The panel in which an entry is written; asks before it drops what was typed. */
export function EntryDrawer() {
  const { t } = useTranslation('logbook');
  const state = useEntryForm((form) => form.state);
  const close = useEntryForm((form) => form.close);
  const [isDirty, setDirty] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const leave = () => {
    setAsking(false);
    setDirty(false);
    useTimerSwitch.setState({ queued: null });
    close();
  };
  return (
    <>
      <Drawer
        opened={state.kind !== 'closed'}
        onClose={() => (isDirty ? setAsking(true) : leave())}
        position="right"
        size={600}
        title={state.kind === 'closed' ? '' : t(`form.title.${state.kind}`)}
        padding="xl"
      >
        {state.kind !== 'closed' && <StartedForm state={state} onDirty={setDirty} onClose={leave} />}
      </Drawer>
      <LeaveDialog isOpen={isAsking} onStay={() => setAsking(false)} onLeave={leave}>
        {t(state.kind === 'timer' ? 'form.leaveTimer' : 'app:leave.detail')}
      </LeaveDialog>
    </>
  );
}

interface StartedFormProps {
  readonly state: Exclude<EntryFormState, { kind: 'closed' }>;
  readonly onDirty: (isDirty: boolean) => void;
  readonly onClose: () => void;
}

function StartedForm({ state, onDirty, onClose }: StartedFormProps) {
  const { primaryInstrument } = useSettings();
  const [base] = useState(() => baseOf(state, primaryInstrument));
  return <EntryForm kind={state.kind} base={base} onDirty={onDirty} onClose={onClose} />;
}

/** A new entry begins now; the length is what the person came to write. */
function baseOf(state: StartedFormProps['state'], instrument: string | null): EntryBase {
  if (state.kind === 'timer') return state.draft;
  if (state.kind === 'edit') return state.entry;
  return {
    timestamp: new Date().toISOString(),
    zone: localZone(),
    type: 'practice',
    instrument,
    ...state.prefill,
  };
}
