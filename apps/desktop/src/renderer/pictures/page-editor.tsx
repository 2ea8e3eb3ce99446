import { ActionIcon, Button, Group, SegmentedControl, Skeleton, Text } from '@mantine/core';
import {
  addRotation,
  type Crop,
  isWholePicture,
  type PictureContrast,
  pictureContrasts,
  turnCrop,
  WHOLE_PICTURE,
} from '@mirubato/domain/import';
import {
  IconArrowLeft,
  IconArrowRight,
  IconRotate2,
  IconRotateClockwise2,
  IconTrash,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../app/shortcuts.ts';
import { type ArrangedPage, applyToAll, changePage, movePage, removePage, turnPage } from './arrangement.ts';
import { useArrangement } from './arrangement-store.ts';
import { CropFrame } from './crop-frame.tsx';
import { usePreview } from './use-preview.ts';

const PREVIEW_SIDE_PX = 1600;

/** One page, large: what of it is taken, how it is turned, and how clear it is made. */
export function PageEditor({ page }: { page: ArrangedPage }) {
  const { t } = useTranslation('pictures');
  const { pages } = useArrangement();
  const { shown, isWaiting, isFailed } = usePreview(page, PREVIEW_SIDE_PX);
  const actions = usePageActions(page);
  const number = pages.findIndex(({ key }) => key === page.key) + 1;
  return (
    <section className="pictures-editor" aria-label={t('pageOf', { number, name: page.picture.fileName })}>
      <Group justify="space-between" gap="xs">
        <Group gap={4}>
          <Tool icon={IconRotate2} label={t('turnLeft')} keys="l" onClick={actions.turnLeft} />
          <Tool icon={IconRotateClockwise2} label={t('turnRight')} keys="r" onClick={actions.turnRight} />
          <Tool icon={IconArrowLeft} label={t('earlier')} onClick={actions.earlier} isOff={number === 1} />
          <Tool
            icon={IconArrowRight}
            label={t('later')}
            onClick={actions.later}
            isOff={number === pages.length}
          />
          <Tool icon={IconTrash} label={t('remove')} onClick={actions.remove} />
        </Group>
        <SegmentedControl
          aria-label={t('contrast.label')}
          value={page.contrast}
          onChange={(contrast) => actions.setContrast(contrast as PictureContrast)}
          data={pictureContrasts.map((value) => ({ value, label: t(`contrast.${value}`) }))}
        />
      </Group>
      {shown && (
        <CropFrame
          url={shown.url}
          isWaiting={isWaiting}
          crop={turnCrop(page.crop, shown.rotation)}
          onCrop={(crop) => actions.setCrop(turnCrop(crop, addRotation(0, -shown.rotation)))}
        />
      )}
      {!shown && isWaiting && <Skeleton className="pictures-waiting" />}
      {!shown && isFailed && (
        <Text className="pictures-waiting" c="dimmed">
          {t('noPreview')}
        </Text>
      )}
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed" className="pictures-name">
          {page.picture.fileName}
        </Text>
        <Group gap="xs">
          <Button
            variant="default"
            size="compact-sm"
            disabled={isWholePicture(page.crop)}
            onClick={() => actions.setCrop(WHOLE_PICTURE)}
          >
            {t('wholePicture')}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            disabled={pages.length < 2}
            onClick={actions.applyToAll}
          >
            {t('applyToAll')}
          </Button>
        </Group>
      </Group>
    </section>
  );
}

function usePageActions(page: ArrangedPage) {
  const { t } = useTranslation('pictures');
  const { change } = useArrangement();
  const { key } = page;
  const move = (step: number) =>
    change((pages) => movePage(pages, key, pages.findIndex((one) => one.key === key) + step));
  const actions = {
    turnLeft: () => change((pages) => turnPage(pages, key, -90)),
    turnRight: () => change((pages) => turnPage(pages, key, 90)),
    earlier: () => move(-1),
    later: () => move(1),
    remove: () => change((pages) => removePage(pages, key)),
    setContrast: (contrast: PictureContrast) => change((pages) => changePage(pages, key, { contrast })),
    setCrop: (crop: Crop) => change((pages) => changePage(pages, key, { crop })),
    applyToAll: () => change((pages) => applyToAll(pages, page)),
  };
  useShortcuts(t('title'), [
    { keys: 'l', label: t('turnLeft'), run: actions.turnLeft },
    { keys: 'r', label: t('turnRight'), run: actions.turnRight },
    ...pictureContrasts.map((contrast, index) => ({
      keys: String(index + 1),
      label: t(`contrast.${contrast}`),
      run: () => actions.setContrast(contrast),
    })),
  ]);
  return actions;
}

interface ToolProps {
  readonly icon: TablerIcon;
  readonly label: string;
  readonly keys?: string;
  readonly isOff?: boolean;
  readonly onClick: () => void;
}

function Tool({ icon: Icon, label, keys, isOff = false, onClick }: ToolProps) {
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={label}
      title={keys ? `${label} (${keys})` : label}
      disabled={isOff}
      onClick={onClick}
      {...(keys && { 'aria-keyshortcuts': keys })}
    >
      <Icon size={20} stroke={1.6} aria-hidden />
    </ActionIcon>
  );
}
