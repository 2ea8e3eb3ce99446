import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useConnectionState } from './connection-state.ts';

export function ConnectionBar() {
  const { t } = useTranslation();
  const state = useConnectionState((connection) => connection.state);
  return (
    <div role="status">
      {state !== 'connected' && (
        <div className="connection-bar">
          <Text fw={600}>{t(`connection.${state}.title`)}</Text>
          <Text size="sm">{t(`connection.${state}.detail`)}</Text>
        </div>
      )}
    </div>
  );
}
