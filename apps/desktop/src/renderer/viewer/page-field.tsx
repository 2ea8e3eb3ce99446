import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface PageFieldProps {
  readonly page: number;
  readonly pageCount: number | undefined;
  readonly onPage: (page: number) => void;
}

/** The number of the page, to be read and to be typed. */
export function PageField({ page, pageCount, onPage }: PageFieldProps) {
  const { t } = useTranslation('viewer');
  const [typed, setTyped] = useState<string>();
  const go = () => {
    const wanted = Number(typed);
    if (typed !== undefined && pageCount !== undefined && Number.isInteger(wanted) && wanted > 0) {
      onPage(Math.min(wanted, pageCount));
    }
    setTyped(undefined);
  };
  return (
    <span className="viewer-page-field numbers">
      <TextInput
        aria-label={t('page.field')}
        inputMode="numeric"
        size="sm"
        w={56}
        styles={{ input: { textAlign: 'center' } }}
        disabled={pageCount === undefined}
        value={typed ?? String(page)}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={go}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          setTyped(undefined);
          // After the state above, so that leaving the field does not take what was typed.
          requestAnimationFrame(() => (document.activeElement as HTMLElement | null)?.blur());
        }}
      />
      {pageCount !== undefined && <span>{t('page.of', { count: pageCount })}</span>}
    </span>
  );
}
