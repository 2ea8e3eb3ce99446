/** A filter in words, for paper. */
import type { Bracket, Condition } from '@mirubato/domain/reports';
import { isBracket } from '@mirubato/domain/reports';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { isNameField } from './filter-draft.ts';
import { hourText, useKeyText, weekdayDate } from './key-text.ts';

/** Names of pieces and goals are given by `nameOf`; all others are told by themselves. */
export function useFilterText(): (
  bracket: Bracket,
  nameOf: (field: string, key: string) => string,
) => string {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const keyText = useKeyText();
  const conditionText = (condition: Condition, nameOf: (field: string, key: string) => string): string => {
    const field = t(`field.${condition.field}`);
    if (condition.field === 'duration')
      return `${field} ${format.minutes(condition.from)} – ${format.minutes(condition.to)}`;
    const values = condition.values.map((value) => {
      if (condition.field === 'weekday') return format.longWeekday(weekdayDate(Number(value)));
      if (condition.field === 'hour') return hourText(Number(value), format.time);
      const key = String(value);
      const isKey = condition.is === 'anyOf' || condition.is === 'noneOf';
      if (!isKey || !isNameField(condition.field)) return `“${key}”`;
      if (condition.field === 'goal') return nameOf('goal', key);
      return keyText(condition.field, { key, name: nameOf(condition.field, key) });
    });
    return [field, t(`operator.${condition.is}`), values.join(', ')].filter(Boolean).join(' ');
  };
  const bracketText = (bracket: Bracket, nameOf: (field: string, key: string) => string): string =>
    bracket.parts
      .map((part) => (isBracket(part) ? `(${bracketText(part, nameOf)})` : conditionText(part, nameOf)))
      .join(` ${t(bracket.join === 'and' ? 'filter.andWord' : 'filter.orWord')} `);
  return bracketText;
}
