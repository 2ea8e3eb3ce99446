import { Button, CloseButton, Group, SegmentedControl } from '@mantine/core';
import { type Bracket, type FilterPart, isBracket, MAX_DEPTH } from '@mirubato/domain/reports';
import { IconParentheses, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ConditionEditor } from './condition-editor.tsx';
import { newCondition } from './filter-draft.ts';

interface FilterEditorProps {
  readonly bracket: Bracket;
  readonly onChange: (bracket: Bracket) => void;
  /** Of a bracket in another one. */
  readonly onRemove?: () => void;
  readonly depth?: number;
}

/** Conditions joined by "all" or "any", and brackets of such in them. */
export function FilterEditor({ bracket, onChange, onRemove, depth = 1 }: FilterEditorProps) {
  const { t } = useTranslation('reports');
  const replace = (index: number, part: FilterPart) =>
    onChange({ ...bracket, parts: bracket.parts.with(index, part) });
  const remove = (index: number) => onChange({ ...bracket, parts: bracket.parts.toSpliced(index, 1) });
  const add = (part: FilterPart) => onChange({ ...bracket, parts: [...bracket.parts, part] });
  return (
    <fieldset className={depth > 1 ? 'report-bracket' : 'plain-fieldset report-filter'}>
      <legend className="visually-hidden">{t(depth > 1 ? 'filter.bracket' : 'filter.name')}</legend>
      {(bracket.parts.length > 1 || onRemove) && (
        <Group gap="sm" mb="xs" justify="space-between">
          <SegmentedControl
            size="xs"
            aria-label={t('filter.join')}
            data={[
              { value: 'and', label: t('filter.and') },
              { value: 'or', label: t('filter.or') },
            ]}
            value={bracket.join}
            onChange={(join) => onChange({ ...bracket, join: join as Bracket['join'] })}
          />
          {onRemove && <CloseButton aria-label={t('filter.removeBracket')} onClick={onRemove} />}
        </Group>
      )}
      {bracket.parts.map((part, index) =>
        isBracket(part) ? (
          <FilterEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: parts are added at the end and have no name of their own
            key={index}
            bracket={part}
            depth={depth + 1}
            onChange={(changed) => replace(index, changed)}
            onRemove={() => remove(index)}
          />
        ) : (
          <ConditionEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            key={index}
            condition={part}
            onChange={(changed) => replace(index, changed)}
            onRemove={() => remove(index)}
          />
        ),
      )}
      <Group gap="sm">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => add(newCondition('piece'))}
        >
          {t('filter.add')}
        </Button>
        {depth < MAX_DEPTH && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconParentheses size={16} aria-hidden />}
            onClick={() =>
              add({ join: bracket.join === 'and' ? 'or' : 'and', parts: [newCondition('piece')] })
            }
          >
            {t('filter.addBracket')}
          </Button>
        )}
      </Group>
    </fieldset>
  );
}
