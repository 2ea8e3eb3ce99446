import { MantineProvider, MantineThemeProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { Notifications } from '@mantine/notifications';
import type { Connection } from '@mirubato/core/client';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppearance } from '../settings/appearance.ts';
import { firstDayOfWeek, useKnownSettings, useSettings } from '../settings/settings.ts';
import { ApiContext, createApi } from './api.ts';
import { createQueryClient, useEventStream } from './queries.ts';
import { createAppRouter } from './router.tsx';
import { theme } from './theme.ts';

export function App({ connection }: { connection: Connection }) {
  const [api] = useState(() => createApi(connection));
  const [queries] = useState(createQueryClient);
  useEventStream(connection, queries);
  return (
    <ApiContext value={api}>
      <QueryClientProvider client={queries}>
        <MantineProvider theme={theme} defaultColorScheme="auto">
          <Localised />
        </MantineProvider>
      </QueryClientProvider>
    </ApiContext>
  );
}

/** Below the providers: what follows the musician's settings. */
function Localised() {
  const [router] = useState(createAppRouter);
  const { t, i18n } = useTranslation('app');
  const settings = useSettings();
  const isReady = useAppearance(useKnownSettings());
  // Mantine counts Sunday as 0.
  const firstDay = (firstDayOfWeek(settings) % 7) as 0 | 1 | 2 | 3 | 4 | 5 | 6;
  const named = useMemo(
    () => ({ components: { CloseButton: { defaultProps: { 'aria-label': t('close') } } } }),
    [t],
  );
  if (!isReady) return null;
  return (
    <MantineThemeProvider theme={named}>
      <DatesProvider settings={{ locale: i18n.language.toLowerCase(), firstDayOfWeek: firstDay }}>
        <RouterProvider router={router} />
        <Notifications position="bottom-center" limit={3} zIndex={400} />
      </DatesProvider>
    </MantineThemeProvider>
  );
}
