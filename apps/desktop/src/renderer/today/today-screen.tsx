import { Anchor, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useScreenTitle } from '../app/screen-title.ts';
import { useFormat } from '../i18n/format.ts';
import { FirstSteps } from './first-steps.tsx';
import { HowItWent } from './how-it-went.tsx';
import { LatestEntries } from './latest-entries.tsx';
import { NextUp } from './next-up.tsx';
import { useToday } from './today.ts';
import { Week } from './week.tsx';

export function TodayScreen() {
  const { t } = useTranslation('today');
  const format = useFormat();
  useScreenTitle(t('app:screens.today'));
  const { data, error, isPending, refetch } = useToday();
  if (isPending) {
    return (
      <div className="screen">
        <LoadingLines />
      </div>
    );
  }
  if (!data) {
    return (
      <div className="screen">
        <FailedState error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  const { scores, pieces } = data.totals;
  const isNew = scores + pieces + data.recentEntries.length === 0;
  return (
    <div className="screen">
      <Title order={1}>{isNew ? t('welcome.title') : format.day(data.date)}</Title>
      {isNew ? (
        <FirstSteps />
      ) : (
        <>
          <HowItWent things={data.toMark} date={data.date} />
          <div className="today">
            <NextUp things={data.nextUp} scores={scores} />
            <Week {...data} />
          </div>
          {data.reviewCount > 0 && (
            <Text className="today-review">
              {t('review.waiting', { count: data.reviewCount })}{' '}
              <Anchor component={Link} to="/scores/review" inherit>
                {t('review.open')}
              </Anchor>
            </Text>
          )}
          <LatestEntries entries={data.recentEntries} today={data.date} />
        </>
      )}
    </div>
  );
}
