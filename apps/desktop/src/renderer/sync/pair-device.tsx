import { Button, Text } from '@mantine/core';
import { pairToAddress } from '@mirubato/domain/sync';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';
import { answer, useApi } from '../app/api.ts';
import { useMoment } from './use-moment.ts';

/** A code that signs another device in, to be typed or read by a camera. */
export function PairDevice() {
  const { t } = useTranslation('sync');
  const { client } = useApi();
  const moment = useMoment();
  const pairing = useMutation({ mutationFn: () => answer(client.api.sync.pairing.$post()) });
  const { data } = pairing;
  return (
    <div>
      <Button variant="default" loading={pairing.isPending} onClick={() => pairing.mutate()}>
        {data ? t('pair.again') : t('pair.start')}
      </Button>
      <div role="status">
        {data && (
          <div className="sync-pairing">
            <QrCode text={pairToAddress(data)} label={t('pair.picture')} />
            <div>
              <Text>{t('pair.detail')}</Text>
              <p className="sync-code">{data.code}</p>
              <Text size="sm" c="dimmed">
                {t('pair.until', { moment: moment(data.expiresAt), relay: data.relayUrl })}
              </Text>
            </div>
          </div>
        )}
      </div>
    </div>
  );
}

/** Black on white in every theme: cameras do not read it otherwise. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg className="sync-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
