import { Checkbox, Text } from '@mantine/core';
import type { PreviewRow, TableChange } from '@mirubato/domain/exchange';
import { IconArrowRight, IconUserCheck } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type ChosenChanges, changeKey } from './chosen-changes.ts';
import { useValueText } from './value-text.ts';

interface TableRowProps {
  readonly row: PreviewRow;
  readonly chosen: ChosenChanges;
  readonly onChoose: (changes: readonly TableChange[], isChosen: boolean) => void;
}

/** One score with what the table would change of it. */
export function TableRow({ row, chosen, onChoose }: TableRowProps) {
  const { t } = useTranslation('exchange');
  const [score] = row.scores;
  const count = row.changes.filter((change) => chosen.has(changeKey(row, change))).length;
  const isAll = count === row.changes.length;
  return (
    <li className="exchange-row">
      <Checkbox
        checked={isAll}
        indeterminate={count > 0 && !isAll}
        onChange={() => onChoose(row.changes, !isAll)}
        label={<strong>{score?.title}</strong>}
        description={[
          score?.composer,
          t('line', { line: row.line }),
          row.matchedBy && t(`matchedBy.${row.matchedBy}`),
        ]
          .filter(Boolean)
          .join(' · ')}
      />
      <ul>
        {row.changes.map((change) => (
          <ChangeLine
            key={change.field}
            change={change}
            title={score?.title ?? ''}
            isChosen={chosen.has(changeKey(row, change))}
            onChoose={(isChosen) => onChoose([change], isChosen)}
          />
        ))}
      </ul>
      {row.unreadable.map(({ field, text }) => (
        <Text key={field} size="sm" c="dimmed" className="exchange-unreadable">
          {t('unreadable', { field: t(`scores:field.${field}`), text })}
        </Text>
      ))}
    </li>
  );
}

interface ChangeLineProps {
  readonly change: TableChange;
  readonly title: string;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

function ChangeLine({ change, title, isChosen, onChoose }: ChangeLineProps) {
  const { t } = useTranslation('exchange');
  const textOf = useValueText();
  const id = useId();
  const field = t(`scores:field.${change.field}`);
  const before = textOf(change.field, change.before);
  return (
    <li className="exchange-change">
      <Checkbox
        id={id}
        checked={isChosen}
        aria-label={t('chooseChange', { field, title })}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      <label htmlFor={id} className="exchange-field">
        {field}
      </label>
      <span className="exchange-values">
        <span className="exchange-before">{before || t('empty')}</span>
        <IconArrowRight size={16} stroke={1.6} aria-label={t('becomes')} />
        <span className="exchange-after">{textOf(change.field, change.after)}</span>
        {change.isAccepted && (
          <span className="exchange-accepted">
            <IconUserCheck size={15} stroke={1.8} aria-hidden /> {t('accepted')}
          </span>
        )}
      </span>
    </li>
  );
}
