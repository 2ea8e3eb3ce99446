/** A picture of a stretch of practice, drawn for others to see: with what the person wants them to. */
import { consistencyOf, type Report } from '@mirubato/domain/reports';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useKeyText } from './key-text.ts';
import { usePeriodText } from './period-text.ts';

export const cardParts = ['minutes', 'days', 'sessions', 'chart', 'pieces'] as const;
export type CardPart = (typeof cardParts)[number];
export type CardShape = 'square' | 'tall';

interface ShareCardProps {
  readonly trend: Report;
  readonly pieces: Report;
  readonly parts: readonly CardPart[];
  readonly shape: CardShape;
  readonly title: string;
}

/** The picture's own ground, whatever the screen's is. */
const paper = '#faf7f1';
const ink = '#24211c';
const quietInk = '#655e52';
const accent = '#1e6353';
const rule = '#e2dccf';
const serif = '"Iowan Old Style", "Palatino Linotype", Palatino, P052, Georgia, serif';
const sans = 'system-ui, "Segoe UI", "Noto Sans", sans-serif';

const WIDTH = 1080;
const MARGIN = 84;
const INNER = WIDTH - 2 * MARGIN;
const heightByShape = { square: 1080, tall: 1920 } as const;
const CHARACTERS_OF_A_NAME = 44;

export function ShareCard({ trend, pieces, parts, shape, title }: ShareCardProps) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const keyText = useKeyText();
  const periodText = usePeriodText();
  const height = heightByShape[shape];
  const { total, period } = trend;
  const consistency = consistencyOf(total.days ?? 0, total.daysPassed);
  const facts = [
    parts.includes('days') &&
      consistency !== null &&
      t('summary.daysOf', {
        days: format.number(total.days ?? 0),
        count: total.daysPassed,
        passed: format.number(total.daysPassed),
      }),
    parts.includes('sessions') && t('summary.entries', { count: total.entries }),
  ].filter(Boolean);
  const named = pieces.rows.filter(({ keys }) => keys[0]?.key !== '').slice(0, shape === 'tall' ? 8 : 4);
  const bars = trend.trend ?? [];
  const most = Math.max(1, ...bars.map(({ minutes }) => minutes));
  const chartHeight = shape === 'tall' ? 420 : 190;
  const lineHeight = shape === 'tall' ? 92 : 72;
  let y = MARGIN + 40;
  const below = (step: number) => {
    y += step;
    return y;
  };
  return (
    <svg
      className="share-card"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={t('share.preview')}
      xmlns="http://www.w3.org/2000/svg"
    >
      <rect width={WIDTH} height={height} fill={paper} />
      <text x={MARGIN} y={y} fontFamily={serif} fontSize={54} fontWeight={600} fill={ink}>
        {shortened(title.trim() || t('share.title'), 34)}
      </text>
      <text x={MARGIN} y={below(54)} fontFamily={sans} fontSize={32} fill={quietInk}>
        {periodText({ from: period.from, to: period.until })}
      </text>
      {parts.includes('minutes') && (
        <text x={MARGIN} y={below(150)} fontFamily={serif} fontSize={120} fontWeight={600} fill={accent}>
          {format.minutes(Math.round(total.minutes))}
        </text>
      )}
      {facts.length > 0 && (
        <text x={MARGIN} y={below(64)} fontFamily={sans} fontSize={34} fill={ink}>
          {facts.join(' · ')}
        </text>
      )}
      {parts.includes('chart') && bars.length > 0 && (
        <g>
          {bars.map(({ start, minutes }, index) => {
            const width = INNER / bars.length;
            const barHeight = (minutes / most) * chartHeight;
            return (
              <rect
                key={start}
                x={MARGIN + index * width + width * 0.12}
                y={y + 50 + chartHeight - barHeight}
                width={width * 0.76}
                height={barHeight}
                fill={accent}
              />
            );
          })}
          <rect x={MARGIN} y={below(50 + chartHeight)} width={INNER} height={2} fill={rule} />
        </g>
      )}
      {parts.includes('pieces') &&
        named.map(({ keys, minutes, share }) => {
          const top = below(lineHeight);
          const key = keys[0] ?? { key: '', name: '' };
          return (
            <g key={key.key}>
              <text x={MARGIN} y={top} fontFamily={sans} fontSize={32} fill={ink}>
                {shortened(keyText('piece', key), CHARACTERS_OF_A_NAME)}
              </text>
              <text
                x={WIDTH - MARGIN}
                y={top}
                textAnchor="end"
                fontFamily={sans}
                fontSize={32}
                fill={quietInk}
              >
                {format.minutes(Math.round(minutes))}
              </text>
              <rect x={MARGIN} y={top + 14} width={INNER} height={8} fill={rule} />
              <rect x={MARGIN} y={top + 14} width={INNER * share} height={8} fill={accent} />
            </g>
          );
        })}
      <text x={MARGIN} y={height - 56} fontFamily={sans} fontSize={26} fill={quietInk}>
        Mirubato
      </text>
    </svg>
  );
}

function shortened(name: string, most: number): string {
  return name.length > most ? `${name.slice(0, most - 1).trimEnd()}…` : name;
}
