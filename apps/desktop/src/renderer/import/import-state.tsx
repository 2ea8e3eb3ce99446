import type { ImportStatus } from '@mirubato/domain/import';
import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconClock,
  IconCopyCheck,
  IconLoader2,
  IconZoomQuestion,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const iconByStatus: Readonly<Record<ImportStatus, TablerIcon>> = {
  queued: IconClock,
  reading: IconLoader2,
  'needs-review': IconZoomQuestion,
  done: IconCircleCheck,
  duplicate: IconCopyCheck,
  failed: IconAlertTriangle,
  cancelled: IconBan,
};

/** A job's state: always in words, the colour only beside them. */
export function ImportState({ status }: { status: ImportStatus }) {
  const { t } = useTranslation('import');
  const Icon = iconByStatus[status];
  return (
    <span className="import-state" data-status={status}>
      <Icon size={20} stroke={1.7} aria-hidden />
      {t(`status.${status}`)}
    </span>
  );
}
