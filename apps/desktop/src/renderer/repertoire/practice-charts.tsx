/** Drawn with a library of their own, which is loaded when a piece has something to draw. */
import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';

export interface MinutesChartProps {
  readonly data: readonly { readonly label: string; readonly minutes: number }[];
  readonly name: string;
  readonly format: (minutes: number) => string;
}

/** The numbers stand in a table beside it: nothing here is for a screen reader or the keyboard. */
export function MinutesChart({ data, name, format }: MinutesChartProps) {
  return (
    <div aria-hidden className="chart">
      <BarChart
        h={220}
        data={[...data]}
        dataKey="label"
        series={[{ name: 'minutes', label: name, color: 'var(--accent)' }]}
        gridAxis="x"
        tickLine="none"
        valueFormatter={format}
        yAxisProps={{ width: 40, allowDecimals: false, tickFormatter: String }}
        xAxisProps={{ interval: 'preserveStartEnd', minTickGap: 24 }}
        barProps={{ isAnimationActive: false, maxBarSize: 24 }}
        barChartProps={{ accessibilityLayer: false }}
        tooltipAnimationDuration={0}
      />
    </div>
  );
}

export interface TempoChartProps {
  readonly data: readonly { readonly label: string; readonly tempo: number }[];
  readonly name: string;
  readonly target: number | null;
  readonly targetLabel: string;
}

export function TempoChart({ data, name, target, targetLabel }: TempoChartProps) {
  const highest = Math.max(target ?? 0, ...data.map(({ tempo }) => tempo));
  return (
    <div aria-hidden className="chart">
      <LineChart
        h={220}
        data={[...data]}
        dataKey="label"
        series={[{ name: 'tempo', label: name, color: 'var(--accent)' }]}
        curveType="linear"
        gridAxis="x"
        tickLine="none"
        yAxisProps={{ width: 48, allowDecimals: false, domain: [0, Math.ceil((highest * 1.1) / 10) * 10] }}
        xAxisProps={{ interval: 'preserveStartEnd', minTickGap: 24 }}
        {...(target === null
          ? {}
          : {
              referenceLines: [
                {
                  y: target,
                  label: targetLabel,
                  color: 'var(--control-rule)',
                  labelPosition: 'insideBottomRight' as const,
                },
              ],
            })}
        lineProps={{ isAnimationActive: false }}
        lineChartProps={{ accessibilityLayer: false }}
        tooltipAnimationDuration={0}
      />
    </div>
  );
}
