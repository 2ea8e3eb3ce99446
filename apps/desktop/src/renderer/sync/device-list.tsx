import { Button, Text } from '@mantine/core';
import type { OtherDevice, SyncState } from '@mirubato/domain/sync';
import { useTranslation } from 'react-i18next';
import { useSyncAction } from './sync.ts';
import { useMoment } from './use-moment.ts';

/** The musician's other devices, and what of this computer has not arrived there. */
export function DeviceList({ state: { devices } }: { state: SyncState }) {
  const { t } = useTranslation('sync');
  return (
    <div>
      <h3 className="sync-name">{t('devices.name')}</h3>
      {devices.length === 0 ? (
        <Text c="dimmed">{t('devices.none')}</Text>
      ) : (
        <ul className="sync-devices">
          {devices.map((device) => (
            <DeviceRow key={device.id} device={device} />
          ))}
        </ul>
      )}
    </div>
  );
}

function DeviceRow({ device }: { device: OtherDevice }) {
  const { t } = useTranslation('sync');
  const moment = useMoment();
  const forget = useSyncAction((sync, id: string) => sync.devices[':id'].$delete({ param: { id } }));
  const presence = device.isOnline
    ? t('devices.online')
    : device.lastSeenAt && t('devices.lastSeen', { moment: moment(device.lastSeenAt) });
  return (
    <li>
      <div>
        <Text fw={600}>{device.name}</Text>
        <Text size="sm" c="dimmed">
          {presence}
        </Text>
        <Text size="sm">{arrival()}</Text>
      </div>
      {!device.isOnline && (
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={t('devices.forgetOne', { name: device.name })}
          onClick={() => forget.mutate(device.id)}
        >
          {t('devices.forget')}
        </Button>
      )}
    </li>
  );

  function arrival(): string {
    if (device.missing > 0) return t('devices.missing', { count: device.missing });
    if (device.isOnline || !device.confirmedAt) return t('devices.complete');
    return t('devices.completeAt', { moment: moment(device.confirmedAt) });
  }
}
