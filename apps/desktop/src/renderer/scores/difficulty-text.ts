/** What makes a piece difficult or easy, in words: "Many notes: 14 in a bar". */
import { type DifficultyReasonFact, isTelling } from '@mirubato/domain/scores';
import type { TFunction } from 'i18next';
import type { Format } from '../i18n/format.ts';

const shares = ['wideChords', 'accidentals', 'leaps', 'ledgerLines', 'hands'] as const;
type Share = (typeof shares)[number];

/** Less is told as none. */
const LEAST_SHARE = 0.005;

/** These are told by the tenth, all others are whole. */
const tenths: readonly DifficultyReasonFact['reason'][] = ['chords', 'range', 'ornaments', 'clefs'];

/** What makes it harder, then what makes it easier, each by its weight; and always how many notes there are. */
export function reasonsTold(reasons: readonly DifficultyReasonFact[]): DifficultyReasonFact[] {
  const told = reasons.filter((fact) => isTelling(fact) || fact.reason === 'density');
  return [...told.filter(({ weight }) => weight > 0), ...told.filter(({ weight }) => weight <= 0)];
}

export function difficultyText(
  fact: DifficultyReasonFact,
  t: TFunction<'scores'>,
  { number, percent }: Pick<Format, 'number' | 'percent'>,
): string {
  const { reason, value, weight } = fact;
  if (reason === 'key') return keyText(value, t);
  if (isShare(reason) && value < LEAST_SHARE) return t(`readDifficulty.none.${reason}`);
  const shown = isShare(reason)
    ? percent(value)
    : number(tenths.includes(reason) ? Math.round(value * 10) / 10 : Math.round(value));
  if (!isTelling(fact) && reason === 'density') return t('readDifficulty.density', { value: shown });
  return t(`readDifficulty.${weight > 0 ? 'more' : 'less'}.${reason}`, { value: shown });
}

function isShare(reason: DifficultyReasonFact['reason']): reason is Share {
  return shares.some((share) => share === reason);
}

function keyText(fifths: number, t: TFunction<'scores'>): string {
  if (fifths === 0) return t('readDifficulty.noKey');
  return t(fifths > 0 ? 'readDifficulty.sharps' : 'readDifficulty.flats', { count: Math.abs(fifths) });
}
