import { Chip, Group, MultiSelect, NumberInput, Select, Text } from '@mantine/core';
import {
  type Comparison,
  comparisons,
  type Grouping,
  groupings,
  isDateGrouping,
  MAX_AVERAGE_PERIODS,
  MAX_GROUPINGS,
  type Measure,
  measures,
  type ReportDefinition,
} from '@mirubato/domain/reports';
import { useTranslation } from 'react-i18next';
import { FilterEditor } from './filter-editor.tsx';
import { changeDraft } from './reports-view.ts';

/** Which entries, by what, which numbers. What is changed here is shown at once. */
export function ReportBuilder({ draft }: { draft: ReportDefinition }) {
  const { t } = useTranslation('reports');
  const isTrend = draft.groupBy.length === 1 && draft.groupBy.every(isDateGrouping);
  return (
    <section className="report-builder" aria-label={t('builder.name')}>
      <div>
        <Text component="h2" className="section-name">
          {t('filter.name')}
        </Text>
        <FilterEditor bracket={draft.filter} onChange={(filter) => changeDraft({ filter })} />
      </div>
      <div>
        <Text component="h2" className="section-name">
          {t('builder.shape')}
        </Text>
        <div className="report-shape">
          <MultiSelect
            label={t('builder.groupBy')}
            description={t('builder.groupByNote', { count: MAX_GROUPINGS })}
            maxValues={MAX_GROUPINGS}
            data={groupings.map((value) => ({ value, label: t(`grouping.${value}`) }))}
            value={draft.groupBy}
            onChange={(groupBy) => changeDraft({ groupBy: groupBy as Grouping[] })}
            maxDropdownHeight={320}
          />
          <Select
            label={t('builder.comparison')}
            description={t('builder.comparisonNote')}
            allowDeselect={false}
            data={comparisons.map((value) => ({ value, label: t(`compare.${value}`) }))}
            value={draft.comparison}
            onChange={(value) => value && changeDraft({ comparison: value as Comparison })}
          />
          {isTrend && (
            <NumberInput
              label={t('builder.average')}
              description={t('builder.averageNote')}
              min={0}
              max={MAX_AVERAGE_PERIODS}
              allowDecimal={false}
              value={draft.movingAverage ?? 0}
              onChange={(value) => changeDraft({ movingAverage: Number(value) >= 2 ? Number(value) : null })}
            />
          )}
        </div>
        <Text size="sm" fw={500} mt="md" mb={4} id="report-measures">
          {t('builder.measures')}
        </Text>
        <Chip.Group
          multiple
          value={draft.measures}
          onChange={(chosen) =>
            chosen.length > 0 &&
            changeDraft({ measures: measures.filter((one) => chosen.includes(one)) as Measure[] })
          }
        >
          <Group gap="xs" role="group" aria-labelledby="report-measures">
            {measures.map((measure) => (
              <Chip key={measure} value={measure} size="sm" variant="outline">
                {t(`measure.${measure}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </div>
    </section>
  );
}
