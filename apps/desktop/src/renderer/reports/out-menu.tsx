import { ActionIcon, Menu } from '@mantine/core';
import type { NameField, Report, ReportDefinition } from '@mirubato/domain/reports';
import { conditionsOf } from '@mirubato/domain/reports';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { useShortcuts } from '../app/shortcuts.ts';
import { useFormat } from '../i18n/format.ts';
import { blobToBase64, svgToPng } from './chart-picture.ts';
import { useFilterText } from './filter-text.ts';
import { useKeyText } from './key-text.ts';
import { useMeasureText } from './measure-text.ts';
import { usePeriodText } from './period-text.ts';
import { usePlace } from './reports.ts';
import { saveFile } from './save-file.ts';

interface OutMenuProps {
  readonly definition: ReportDefinition;
  readonly report: Report;
  readonly name: string;
}

/** The report as a file. */
export function OutMenu({ definition, report, name }: OutMenuProps) {
  const { t } = useTranslation('reports');
  const save = useSaveReportFile({ definition, report, name });
  const items = [
    { format: 'csv', keys: 'x c' },
    { format: 'json', keys: 'x j' },
    { format: 'pdf', keys: 'x p' },
  ] as const;
  useShortcuts(
    t('out.name'),
    items.map(({ format, keys }) => ({ keys, label: t(`out.${format}`), run: () => save.mutate(format) })),
  );
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('out.name')} loading={save.isPending}>
          <IconDownload size={20} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(({ format }) => (
          <Menu.Item key={format} onClick={() => save.mutate(format)}>
            {t(`out.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function useSaveReportFile({ definition, report, name }: OutMenuProps) {
  const { client } = useApi();
  const place = usePlace();
  const print = usePrinted();
  const fileName = `mirubato-report-${report.period.from}-${report.period.until}`;
  return useMutation({
    async mutationFn(format: 'csv' | 'json' | 'pdf') {
      if (format === 'json') {
        const text = JSON.stringify({ definition, report }, null, 2);
        saveFile(new Blob([text], { type: 'application/json' }), `${fileName}.json`);
      } else if (format === 'csv') {
        const reply = client.api.reports.csv.$post({ query: place, json: definition });
        saveFile(await blobOf(reply), `${fileName}.csv`);
      } else {
        const reply = client.api.reports.pdf.$post({ json: await print(definition, report, name) });
        saveFile(await blobOf(reply), `${fileName}.pdf`);
      }
    },
  });
}

function blobOf(reply: Promise<unknown>): Promise<Blob> {
  return answer(
    (reply as Promise<Response>).then((response) =>
      response.ok
        ? { ok: true, json: () => response.blob() }
        : (response as unknown as { ok: false; json(): Promise<Blob> }),
    ),
  );
}

/** The report as the core writes it on paper: all words are the screen's. */
function usePrinted() {
  const { t, i18n } = useTranslation('reports');
  const { client } = useApi();
  const format = useFormat();
  const keyText = useKeyText();
  const measureText = useMeasureText();
  const periodText = usePeriodText();
  const filterText = useFilterText();
  return async (definition: ReportDefinition, report: Report, name: string) => {
    const { total, earlier, groupBy } = report;
    const fields = new Set(conditionsOf(definition.filter).map(({ field }) => field));
    const namesByField = new Map<string, ReadonlyMap<string, string>>();
    for (const field of [
      'piece',
      'composer',
      'technique',
      'tag',
      'instrument',
      'goal',
    ] as const satisfies NameField[]) {
      if (!fields.has(field)) continue;
      const { names } = await answer(client.api.reports.names[':field'].$get({ param: { field } }));
      namesByField.set(field, new Map(names.map((one) => [one.key, one.name])));
    }
    const nameOf = (field: string, key: string) => namesByField.get(field)?.get(key) ?? key;
    const svg = document.querySelector<SVGSVGElement>('.report-result svg.recharts-surface');
    const withEarlier = earlier !== null && report.rows.some(({ earlierMinutes }) => earlierMinutes !== null);
    return {
      title: name,
      language: i18n.language,
      lines: [
        periodText({ from: report.period.from, to: report.period.until }),
        filterText(definition.filter, nameOf),
        t('out.totals', {
          minutes: format.minutes(Math.round(total.minutes)),
          entries: t('summary.entries', { count: total.entries }),
          days: t('summary.daysOf', {
            days: format.number(total.days ?? 0),
            count: total.daysPassed,
            passed: format.number(total.daysPassed),
          }),
        }),
        ...(earlier
          ? [
              t('out.earlier', {
                period: periodText(earlier),
                minutes: format.minutes(Math.round(earlier.minutes)),
              }),
            ]
          : []),
      ].filter((line) => line !== ''),
      ...(svg && { picture: await blobToBase64(await svgToPng(svg, '#ffffff')) }),
      columns: [
        ...(groupBy.length > 0
          ? groupBy.map((grouping) => t(`grouping.${grouping}`))
          : [t('table.what')]
        ).map((label) => ({ label, isNumber: false })),
        ...definition.measures.map((measure) => ({ label: t(`measure.${measure}`), isNumber: true })),
        ...(withEarlier ? [{ label: t('measure.earlier'), isNumber: true }] : []),
      ],
      rows: report.rows.map((row) => [
        ...(groupBy.length > 0
          ? row.keys.map((key, index) => (groupBy[index] ? keyText(groupBy[index], key) : ''))
          : [t('table.total')]),
        ...definition.measures.map((measure) => measureText(row, measure)),
        ...(withEarlier ? [format.minutes(Math.round(row.earlierMinutes ?? 0))] : []),
      ]),
    };
  };
}
