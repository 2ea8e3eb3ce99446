import type { TableField, TableValue } from '@mirubato/domain/exchange';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { keyName } from '../scores/key-names.ts';

/** A score's value in words; empty where there is none. */
export function useValueText(): (field: TableField, value: TableValue) => string {
  const { t } = useTranslation('scores');
  const { list } = useFormat();
  return (field, value) => {
    if (value === null || value === '') return '';
    if (Array.isArray(value)) return list(value);
    if (typeof value === 'boolean') return t(value ? 'exchange:yes' : 'exchange:no');
    if (field === 'keyFifths') return keyName(Number(value), t);
    if (field === 'stylePeriod' || field === 'difficulty') return t(`${field}.${value}` as never);
    return String(value);
  };
}
