import { Alert, Button, Group, Progress, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../app/empty-state.tsx';
import { useScreenTitle } from '../app/screen-title.ts';
import { DropZone } from '../import/drop-zone.tsx';
import { ImportProblem } from '../import/import-problem.tsx';
import { useArrangement } from './arrangement-store.ts';
import { useBringing } from './bringing.ts';
import { ChoosePictures } from './choose-pictures.tsx';
import { MakeScore } from './make-score.tsx';
import { PageEditor } from './page-editor.tsx';
import { PageStrip } from './page-strip.tsx';
import './pictures.css';

/** Photographs and scans of pages are put in order, cropped, turned, made clear, and become one score. */
export function PicturesScreen() {
  const { t } = useTranslation('pictures');
  useScreenTitle(t('title'));
  const { pages, past, selectedKey, undo } = useArrangement();
  const isBringing = useBringing(({ waiting }) => waiting.length > 0);
  const selected = pages.find(({ key }) => key === selectedKey) ?? pages[0];
  return (
    <div className="screen pictures">
      <DropZone />
      <Group justify="space-between" align="baseline" mb="xs">
        <Title order={1}>{t('title')}</Title>
        {pages.length > 0 && (
          <Text c="dimmed" className="numbers" role="status">
            {t('pages', { count: pages.length })}
          </Text>
        )}
      </Group>
      <Refusals />
      <Arriving />
      {!selected && !isBringing && (
        <EmptyState title={t('empty.title')} detail={t('empty.detail')}>
          <ChoosePictures variant="filled" />
          {past.length > 0 && (
            <Button variant="default" onClick={undo}>
              {t('undo')}
            </Button>
          )}
        </EmptyState>
      )}
      {selected && (
        <>
          <Text c="dimmed" maw="44rem" mb="md">
            {t('detail')}
          </Text>
          <MakeScore />
          <div className="pictures-desk">
            <PageStrip selectedKey={selected.key} />
            <PageEditor key={selected.key} page={selected} />
          </div>
        </>
      )}
    </div>
  );
}

/** How many have arrived, and the means to halt it. */
function Arriving() {
  const { t } = useTranslation('pictures');
  const { waiting, arrived, cancel } = useBringing();
  if (waiting.length === 0) return null;
  const count = arrived + waiting.length;
  const words = t('arriving', { arrived, count });
  return (
    <section className="pictures-arriving" aria-label={t('arrivingLabel')}>
      <Group justify="space-between" mb="xs">
        <Text className="numbers">{words}</Text>
        <Button variant="default" size="compact-sm" onClick={cancel}>
          {t('cancel')}
        </Button>
      </Group>
      <Progress value={(arrived / count) * 100} aria-label={words} striped />
    </section>
  );
}

/** Which pictures could not be taken, and why. */
function Refusals() {
  const { t } = useTranslation('pictures');
  const { refused, forgetRefused } = useBringing();
  if (refused.length === 0) return null;
  return (
    <Alert
      variant="outline"
      color="red"
      mb="md"
      title={t('refused', { count: refused.length })}
      withCloseButton
      closeButtonLabel={t('app:close')}
      onClose={forgetRefused}
    >
      <ul className="pictures-refused">
        {refused.map(({ id, name, problem }) => (
          <li key={id}>
            <Text fw={600}>{name}</Text>
            <ImportProblem problem={problem} />
          </li>
        ))}
      </ul>
    </Alert>
  );
}
