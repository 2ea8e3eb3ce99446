import { Text } from '@mantine/core';
import type { PreviewRow, RowKind, TablePreview } from '@mirubato/domain/exchange';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';

/** In the order in which a person can do something about them. */
const kinds = [
  'ambiguous',
  'unmatched',
  'repeated',
  'misaligned',
  'bookmark',
] as const satisfies readonly RowKind[];

/** Rows of one kind that are named; the rest is counted. */
const NAMED_ROWS = 200;

/** What of the table is left alone, and why. */
export function OtherRows({ preview }: { preview: TablePreview }) {
  const { t } = useTranslation('exchange');
  const { list } = useFormat();
  const same = preview.rows.filter(({ kind }) => kind === 'same');
  const unreadable = same.filter((row) => row.unreadable.length > 0);
  return (
    <section className="exchange-others" aria-label={t('others.label')}>
      {kinds.map((kind) => (
        <RowGroup key={kind} kind={kind} rows={preview.rows.filter((row) => row.kind === kind)} />
      ))}
      {same.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('others.same', { count: same.length })}
        </Text>
      )}
      {unreadable.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('others.unreadable', {
            cells: unreadable
              .flatMap((row) => row.unreadable.map(({ text }) => `${t('line', { line: row.line })}: ${text}`))
              .join('; '),
          })}
        </Text>
      )}
      {preview.passedOver.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('others.columns', { count: preview.passedOver.length, names: list(preview.passedOver) })}
        </Text>
      )}
    </section>
  );
}

function RowGroup({ kind, rows }: { kind: (typeof kinds)[number]; rows: readonly PreviewRow[] }) {
  const { t } = useTranslation('exchange');
  if (rows.length === 0) return null;
  const rest = rows.length - NAMED_ROWS;
  return (
    <details>
      <summary>{t(`others.${kind}`, { count: rows.length })}</summary>
      <Text size="sm" c="dimmed" my="xs">
        {t(`others.${kind}Detail`)}
      </Text>
      <ul>
        {rows.slice(0, NAMED_ROWS).map((row) => (
          <li key={row.line}>
            {t('line', { line: row.line })}: {nameOf(row)}
            {kind === 'ambiguous' && (
              <Text span size="sm" c="dimmed">
                {' '}
                {t('others.couldBe', { titles: row.scores.map(({ title }) => title).join('; ') })}
              </Text>
            )}
          </li>
        ))}
        {rest > 0 && <li>{t('others.rest', { count: rest })}</li>}
      </ul>
    </details>
  );
}

function nameOf({ named: { title, composer, fileName } }: PreviewRow): string {
  return [title || fileName, composer].filter(Boolean).join(' · ');
}
