/** A chart with its numbers: drawn, or as a table. */
import { ActionIcon, Menu, SegmentedControl, Skeleton } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type ReactNode, Suspense, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paperColour, svgToPng } from './chart-picture.ts';
import { saveFile } from './save-file.ts';

interface FigureProps {
  readonly title: string;
  /** Says to those who do not see the chart what it shows. */
  readonly description: string;
  readonly chart: ReactNode;
  readonly table: ReactNode;
  readonly fileName: string;
  /** Beside the title. */
  readonly children?: ReactNode;
}

export function Figure({ title, description, chart, table, fileName, children }: FigureProps) {
  const { t } = useTranslation('reports');
  const [shown, setShown] = useState<'chart' | 'table'>('chart');
  const drawing = useRef<HTMLDivElement>(null);
  const id = useId();
  const savePicture = async () => {
    const svg = drawing.current?.querySelector<SVGSVGElement>('svg.recharts-surface');
    if (svg) saveFile(await svgToPng(svg, paperColour()), `${fileName}.png`);
  };
  return (
    <section className="report-figure" aria-labelledby={id}>
      <div className="report-figure-head">
        <h2 id={id} className="section-name">
          {title}
        </h2>
        <div className="report-figure-tools">
          {children}
          <SegmentedControl
            size="xs"
            aria-label={t('figure.shown', { title })}
            data={[
              { value: 'chart', label: t('figure.chart') },
              { value: 'table', label: t('figure.table') },
            ]}
            value={shown}
            onChange={(value) => setShown(value as 'chart' | 'table')}
          />
          {shown === 'chart' && (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon variant="default" size={30} aria-label={t('figure.save', { title })}>
                  <IconDownload size={18} stroke={1.6} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => void savePicture()}>{t('out.png')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      </div>
      {shown === 'chart' ? (
        <div ref={drawing} role="img" aria-label={`${title}. ${description}`} className="report-chart">
          <Suspense fallback={<Skeleton height={260} />}>{chart}</Suspense>
        </div>
      ) : (
        table
      )}
    </section>
  );
}
