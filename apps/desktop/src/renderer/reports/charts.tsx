/** The drawings, with the library that draws them: loaded when the first one is shown. */
import { BarChart, CompositeChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';

export interface TrendBar {
  readonly label: string;
  readonly minutes: number;
  readonly average: number | null;
}

export interface NamedBar {
  readonly name: string;
  readonly minutes: number;
}

const chartProps = { accessibilityLayer: false } as const;
/** Lines of text in the height that a bar and the space around it take. */
const BAR_PX = 34;

export function TrendChart({ bars, hasAverage }: { bars: readonly TrendBar[]; hasAverage: boolean }) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  return (
    <CompositeChart
      h={260}
      data={bars.map((bar) => ({ ...bar }))}
      dataKey="label"
      series={[
        { name: 'minutes', label: t('measure.minutes'), color: 'var(--chart-bar)', type: 'bar' },
        ...(hasAverage
          ? [
              {
                name: 'average',
                label: t('average'),
                color: 'var(--ink)',
                type: 'line' as const,
                strokeDasharray: '5 4',
              },
            ]
          : []),
      ]}
      withLegend={hasAverage}
      withDots={false}
      curveType="linear"
      connectNulls={false}
      gridAxis="x"
      tickLine="none"
      strokeWidth={2}
      maxBarWidth={36}
      valueFormatter={format.minutes}
      xAxisProps={{ minTickGap: 24 }}
      yAxisProps={{ width: 96, tickFormatter: format.minutes, ...minuteTicks(bars) }}
      composedChartProps={chartProps}
      barProps={{ isAnimationActive: false }}
      lineProps={{ isAnimationActive: false }}
    />
  );
}

export function NamedBars({ bars }: { bars: readonly NamedBar[] }) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  return (
    <BarChart
      h={Math.max(120, bars.length * BAR_PX + 40)}
      data={bars.map((bar) => ({ ...bar }))}
      dataKey="name"
      orientation="vertical"
      series={[{ name: 'minutes', label: t('measure.minutes'), color: 'var(--chart-bar)' }]}
      gridAxis="y"
      tickLine="none"
      maxBarWidth={20}
      valueFormatter={format.minutes}
      xAxisProps={{ tickFormatter: format.minutes, ...minuteTicks(bars) }}
      yAxisProps={{ width: 200, interval: 0, tickFormatter: shortened }}
      barChartProps={chartProps}
      barProps={{ isAnimationActive: false }}
    />
  );
}

/** In minutes: what a person counts time by. */
const steps = [1, 5, 10, 15, 30, 60, 120, 180, 300, 600, 1200, 3000, 6000, 12_000, 30_000, 60_000];
const MAX_TICKS = 5;

function minuteTicks(bars: readonly { minutes: number }[]): { ticks: number[]; domain: [number, number] } {
  const most = Math.max(1, ...bars.map(({ minutes }) => minutes));
  const step = steps.find((size) => most / size <= MAX_TICKS) ?? most;
  const count = Math.ceil(most / step);
  return { ticks: Array.from({ length: count + 1 }, (_, index) => index * step), domain: [0, count * step] };
}

/** As much as stands beside a bar in one line; the table has all of it. */
const LABEL_CHARACTERS = 22;

function shortened(name: string): string {
  const short = name.length > LABEL_CHARACTERS ? `${name.slice(0, LABEL_CHARACTERS - 1).trimEnd()}…` : name;
  return short.replaceAll(' ', '\u00a0');
}
