import { Button, Group, Text } from '@mantine/core';
import type { HistoryChange, RecordHistory as KeptHistory } from '@mirubato/core/client';
import { historyFields } from '@mirubato/domain/history';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useFormat } from '../i18n/format.ts';
import { localZone } from '../timer/timer.ts';
import { useChangeText } from './change-text.ts';
import { type RecordName, useRecordHistory, useRestoreBefore } from './history.ts';
import './history.css';

export interface RecordHistoryProps extends RecordName {
  /** Something is typed that bringing an earlier version back would lose. */
  readonly isDirty: boolean;
  readonly onRestored: () => void;
  /** In which the record's own times are told. */
  readonly zone?: string;
}

/** Who changed what and when, as far as is known; each change with the way back behind it. */
export function RecordHistory({
  collection,
  id,
  isDirty,
  onRestored,
  zone = localZone(),
}: RecordHistoryProps) {
  const { t } = useTranslation('history');
  const [isOpen, setOpen] = useState(false);
  const history = useRecordHistory({ collection, id }, isOpen);
  const restore = useRestoreBefore({ collection, id });
  return (
    <details className="record-history" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('name')}</summary>
      {history.isError && <FailedState error={history.error} onRetry={() => void history.refetch()} />}
      {isOpen && history.isPending && <LoadingLines lines={3} />}
      {history.data && (
        <>
          {isDirty && history.data.changes.length > 0 && (
            <Text size="sm" c="dimmed" mt="xs">
              {t('saveFirst')}
            </Text>
          )}
          <ol className="plain-list">
            {history.data.changes.map((change) => (
              <Change
                key={change.seq}
                collection={collection}
                zone={zone}
                change={change}
                isDisabled={isDirty || restore.isPending}
                onRestore={() => restore.mutate(change.seq, { onSuccess: onRestored })}
              />
            ))}
          </ol>
          <Beginning history={history.data} />
        </>
      )}
    </details>
  );
}

interface ChangeProps {
  readonly zone: string;
  readonly collection: RecordName['collection'];
  readonly change: HistoryChange;
  readonly isDisabled: boolean;
  readonly onRestore: () => void;
}

function Change({ collection, zone, change, isDisabled, onRestore }: ChangeProps) {
  const { t } = useTranslation('history');
  const format = useFormat();
  const text = useChangeText(collection, zone);
  const { deletedAt, ...fields } = change.changes;
  const when = `${format.shortDayOf(change.at)}, ${format.time(change.at, localZone())}`;
  return (
    <li className="record-change">
      <Group justify="space-between" align="baseline" wrap="nowrap">
        <Text size="sm" c="dimmed" className="numbers">
          <time dateTime={change.at}>{when}</time> · {deviceText(change, t)}
        </Text>
        {Object.keys(fields).length > 0 && (
          <Button
            variant="default"
            size="compact-sm"
            disabled={isDisabled}
            aria-label={t('restoreNamed', { when })}
            onClick={onRestore}
          >
            {t('restore')}
          </Button>
        )}
      </Group>
      {deletedAt && <Text size="sm">{t(deletedAt[1] === null ? 'untrashed' : 'trashed')}</Text>}
      <dl>
        {inOrder(collection, fields).map(([field, [before, after]]) => {
          const [was, is] = [text(field, before), text(field, after)];
          return (
            <div key={field}>
              <dt>{t(`field.${field}`, { defaultValue: field })}</dt>
              <dd>
                {was === null || is === null ? (
                  t('changed')
                ) : (
                  <>
                    <del>{was}</del> <span aria-hidden>→</span> <ins>{is}</ins>
                  </>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </li>
  );
}

/** What lies before the oldest change that is told. */
function Beginning({ history: { changes, createdAt, beginning, since } }: { history: KeptHistory }) {
  const { t } = useTranslation('history');
  const { shortDayOf } = useFormat();
  const told = {
    made: changes.length === 0 ? t('unchanged') : '',
    'before-since': t('since', { date: shortDayOf(since ?? createdAt) }),
    elsewhere: t('elsewhere'),
    bounded: t('bounded', { count: changes.length }),
  }[beginning];
  return (
    <Text size="sm" c="dimmed" mt="xs">
      {told} {t('made', { date: shortDayOf(createdAt) })}
    </Text>
  );
}

/** As the form has them; the database keeps no order. */
function inOrder(collection: RecordName['collection'], fields: HistoryChange['changes']) {
  const order = historyFields(collection);
  return Object.entries(fields).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
}

function deviceText({ device }: HistoryChange, t: TFunction<'history'>): string {
  if (device.isThis) return t('device.this');
  return device.name ? t('device.named', { name: device.name }) : t('device.other');
}
