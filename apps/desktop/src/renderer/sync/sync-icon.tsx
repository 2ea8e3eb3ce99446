import {
  IconCloud,
  IconCloudCheck,
  IconCloudExclamation,
  IconCloudOff,
  IconCloudUp,
} from '@tabler/icons-react';
import type { SyncLook } from './sync-words.ts';

const iconByLook = {
  off: IconCloudOff,
  busy: IconCloudUp,
  done: IconCloudCheck,
  waiting: IconCloud,
  trouble: IconCloudExclamation,
} as const;

/** Always beside words that say the same. */
export function SyncIcon({ look, size = 28 }: { look: SyncLook; size?: number }) {
  const Icon = iconByLook[look];
  return <Icon size={size} stroke={1.5} aria-hidden />;
}
