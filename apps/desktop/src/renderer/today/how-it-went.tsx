import { CloseButton, Text } from '@mantine/core';
import type { ToMark } from '@mirubato/core/client';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { useShortcuts } from '../app/shortcuts.ts';
import { GradeButtons } from '../repertoire/grade-buttons.tsx';
import { useGradeKeys, useNameOf } from '../repertoire/marking.ts';

/** What was not to be marked, until the window is opened anew. */
const useLeftUnmarked = create<{ readonly keys: ReadonlySet<string> }>(() => ({ keys: new Set() }));

/** Asks how the last thing practised today went: one key answers. */
export function HowItWent({ things, date }: { things: readonly ToMark[]; date: string }) {
  const { t } = useTranslation('today');
  const nameOf = useNameOf();
  const { keys } = useLeftUnmarked();
  const keyOf = ({ pieceId, passage }: ToMark) => `${date} ${pieceId} ${passage ?? ''}`;
  const thing = things.find((each) => !keys.has(keyOf(each)));
  useShortcuts(t('app:screens.today'), useGradeKeys(thing));
  if (!thing) return null;
  return (
    <section className="today-mark" aria-label={t('repertoire:howDidItGo', { name: nameOf(thing) })}>
      <Text>{t('repertoire:howDidItGo', { name: nameOf(thing) })}</Text>
      <GradeButtons thing={thing} />
      <CloseButton
        aria-label={t('leaveUnmarked')}
        title={t('leaveUnmarked')}
        onClick={() => useLeftUnmarked.setState({ keys: new Set([...keys, keyOf(thing)]) })}
      />
    </section>
  );
}
