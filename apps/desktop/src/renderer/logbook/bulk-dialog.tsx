import { Autocomplete, Button, Group, Modal, Select, Stack } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { type BulkChange, bulkChangeSchema } from '@mirubato/domain/logbook';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePieces } from '../repertoire/pieces.ts';
import { closedValues } from './completion.ts';
import { useNames } from './entries.ts';
import { instrumentNames, instrumentToName, nameToInstrument } from './instruments.ts';

interface BulkDialogProps {
  readonly action: BulkChange['action'] | null;
  readonly count: number;
  readonly onClose: () => void;
  readonly onChange: (change: BulkChange) => void;
}

/** Asks what the entries chosen are to get. */
export function BulkDialog({ action, count, onClose, onChange }: BulkDialogProps) {
  const { t } = useTranslation('logbook');
  return (
    <Modal
      opened={action !== null}
      onClose={onClose}
      title={action === null ? '' : t(`bulk.title.${action}`, { count })}
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      {action !== null && <Asked action={action} onChange={onChange} />}
    </Modal>
  );
}

function Asked({
  action,
  onChange,
}: {
  action: BulkChange['action'];
  onChange: BulkDialogProps['onChange'];
}) {
  const { t } = useTranslation('logbook');
  const [value, setValue] = useState(action === 'moveTo' ? dayjs().format('YYYY-MM-DD') : '');
  const change = changeOf(action, action === 'setInstrument' ? nameToInstrument(value, t) : value.trim());
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (change) onChange(change);
      }}
    >
      <Stack gap="lg">
        <Field action={action} value={value} onChange={setValue} />
        <Group justify="flex-end">
          <Button type="submit" disabled={!change}>
            {t('bulk.apply')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface FieldProps {
  readonly action: BulkChange['action'];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Field({ action, value, onChange }: FieldProps): ReactNode {
  const { t } = useTranslation('logbook');
  const tags = useNames(action === 'addTag' || action === 'removeTag' ? 'tag' : null, '', 100).data ?? [];
  const instruments = useNames(action === 'setInstrument' ? 'instrument' : null, '', 100).data ?? [];
  const pieces = usePieces({ sort: 'lastPractised' }).data ?? [];
  switch (action) {
    case 'addTag':
    case 'removeTag':
      return (
        <Autocomplete
          label={t('query.field.tag')}
          data={tags}
          maxLength={50}
          data-autofocus
          value={value}
          onChange={onChange}
        />
      );
    case 'setInstrument':
      return (
        <Autocomplete
          label={t('field.instrument')}
          data={[
            ...new Set([...instruments.map((name) => instrumentToName(name, t)), ...instrumentNames(t)]),
          ]}
          maxLength={50}
          data-autofocus
          value={value}
          onChange={onChange}
        />
      );
    case 'setType':
      return (
        <Select
          label={t('field.type')}
          data={(closedValues.type ?? [])
            .filter((type) => type !== 'status_change')
            .map((type) => ({ value: type, label: t(`type.${type}`) }))}
          data-autofocus
          value={value || null}
          onChange={(chosen) => onChange(chosen ?? '')}
        />
      );
    case 'moveTo':
      return (
        <DateInput
          label={t('field.date')}
          description={t('bulk.moveKeeps')}
          valueFormat={t('dateFormat')}
          data-autofocus
          value={value}
          onChange={(date) => onChange(date ?? '')}
        />
      );
    case 'linkPiece':
      return (
        <Select
          label={t('query.field.piece')}
          description={t('bulk.linkAdds')}
          searchable
          limit={50}
          nothingFoundMessage={t('bulk.noPiece')}
          data={pieces.map(({ id, title, composer }) => ({
            value: id,
            label: composer ? `${title} – ${composer}` : title,
          }))}
          data-autofocus
          value={value || null}
          onChange={(chosen) => onChange(chosen ?? '')}
        />
      );
    case 'trash':
      return null;
  }
}

/** Undefined while what is given makes no change. */
function changeOf(action: BulkChange['action'], value: string): BulkChange | undefined {
  const field = {
    addTag: 'tag',
    removeTag: 'tag',
    setInstrument: 'instrument',
    setType: 'type',
    moveTo: 'date',
    linkPiece: 'pieceId',
    trash: 'none',
  }[action];
  return bulkChangeSchema.safeParse({ action, [field]: value }).data;
}
