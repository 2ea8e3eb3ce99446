import { Text } from '@mantine/core';
import { parseQuery } from '@mirubato/domain/logbook';
import { useTranslation } from 'react-i18next';

/** What of the line is passed over, and why; the rest applies meanwhile. */
export function QueryNotes({ line }: { line: string }) {
  const { t } = useTranslation('logbook');
  const { mistakes } = parseQuery(line);
  return (
    <div role="status" className="query-notes">
      {mistakes.map(({ reason, start, end }) => (
        <Text key={`${reason} ${start}`} size="sm">
          <mark>{line.slice(start, end)}</mark> {t(`query.mistake.${reason}`)}
        </Text>
      ))}
    </div>
  );
}
