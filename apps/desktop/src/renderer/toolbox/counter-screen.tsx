import { Button, Group, NumberInput, Select, Switch, Text } from '@mantine/core';
import { countRepetitions, MAX_TARGET } from '@mirubato/domain/toolbox';
import { IconArrowBackUp, IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { usePieces } from '../repertoire/pieces.ts';
import { useCounter } from './counter-store.ts';
import { markInUse } from './practice-use.ts';
import { ToolboxLayout } from './toolbox-layout.tsx';
import { useToolKeys } from './use-tool-keys.ts';

/** As many of the latest tries as are shown. */
const SHOWN_TRIES = 40;
/** Between two tries of a passage. */
const TRY_MS = 2 * 60_000;

export function CounterScreen() {
  const { t } = useTranslation('toolbox');
  const { number } = useFormat();
  const { repetitions, pieceId, add, undo, restart } = useCounter();
  const pieces = usePieces({ sort: 'lastPractised' }).data ?? [];
  const { reached, good, failed, longestRow, isDone } = countRepetitions(repetitions);
  const { target, startsAgain, tries } = repetitions;
  const count = (isGood: boolean) => {
    const piece = pieces.find(({ id }) => id === pieceId);
    const subject = piece ? { pieceId: piece.id, title: piece.title, composer: piece.composer } : undefined;
    markInUse('counter', TRY_MS, subject);
    add(isGood);
  };
  useToolKeys(t('tool.counter'), [
    { keys: 'Space', label: t('counter.good'), run: () => count(true) },
    { keys: 'Enter', label: t('counter.good'), run: () => count(true) },
    { keys: 'Backspace', label: t('counter.failed'), run: () => count(false) },
    { keys: 'z', label: t('counter.undo'), run: undo },
    { keys: 'r', label: t('counter.restart'), run: restart },
  ]);
  return (
    <ToolboxLayout name={t('tool.counter')}>
      <div className="counter">
        <section aria-label={t('counter.name')} className="counter-main">
          <p className="counter-number numbers" data-done={isDone || undefined}>
            {number(reached)}
            <span className="counter-target">
              <span aria-hidden> / </span>
              <span className="visually-hidden">{t('counter.of')} </span>
              {number(target)}
            </span>
          </p>
          <Text ta="center" role="status" fw={isDone ? 600 : 400}>
            {isDone
              ? t(startsAgain ? 'counter.doneInARow' : 'counter.done', { count: target })
              : t(startsAgain ? 'counter.inARow' : 'counter.altogether')}
          </Text>
          <Group justify="center" gap="md">
            <Button
              size="lg"
              miw={170}
              leftSection={<IconCheck size={20} aria-hidden />}
              aria-keyshortcuts="Space Enter"
              onClick={() => count(true)}
            >
              {t('counter.good')}
            </Button>
            <Button
              size="lg"
              variant="default"
              leftSection={<IconX size={20} aria-hidden />}
              aria-keyshortcuts="Backspace"
              onClick={() => count(false)}
            >
              {t('counter.failed')}
            </Button>
          </Group>
          <Text size="sm" c="dimmed" ta="center">
            {t('counter.keys')}
          </Text>
          <div
            className="tries"
            role="img"
            aria-label={t('counter.tally', { good, failed, longest: longestRow })}
          >
            {tries.slice(-SHOWN_TRIES).map((isGood, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a try is its place in the row
              <span key={index} className="try" data-good={isGood || undefined}>
                {isGood ? '✓' : '✗'}
              </span>
            ))}
          </div>
          {tries.length > 0 && (
            <Text size="sm" ta="center" className="numbers" aria-hidden>
              {t('counter.tally', { good, failed, longest: longestRow })}
            </Text>
          )}
          <Group justify="center" gap="xs">
            <Button
              variant="subtle"
              color="gray"
              disabled={tries.length === 0}
              leftSection={<IconArrowBackUp size={18} aria-hidden />}
              aria-keyshortcuts="Z"
              onClick={undo}
            >
              {t('counter.undo')}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              disabled={tries.length === 0}
              aria-keyshortcuts="R"
              onClick={restart}
            >
              {t('counter.restart')}
            </Button>
          </Group>
        </section>
        <CounterFields pieces={pieces} />
      </div>
    </ToolboxLayout>
  );
}

function CounterFields({
  pieces,
}: {
  pieces: readonly { id: string; title: string; composer: string | null }[];
}) {
  const { t } = useTranslation('toolbox');
  const { repetitions, pieceId, change } = useCounter();
  return (
    <section aria-label={t('counter.rule')} className="metronome-fields">
      <NumberInput
        label={t('counter.target')}
        min={1}
        max={MAX_TARGET}
        allowDecimal={false}
        clampBehavior="strict"
        value={repetitions.target}
        onChange={(target) => {
          if (typeof target === 'number' && target >= 1) change({ target });
        }}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
      <Switch
        label={t('counter.startsAgain')}
        description={t('counter.startsAgainDetail')}
        checked={repetitions.startsAgain}
        onChange={({ currentTarget }) => change({ startsAgain: currentTarget.checked })}
      />
      <Select
        label={t('counter.piece')}
        description={t('counter.pieceDetail')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('counter.noPiece') }}
        limit={50}
        nothingFoundMessage={t('counter.noSuchPiece')}
        data={pieces.map(({ id, title, composer }) => ({
          value: id,
          label: composer ? `${title} · ${composer}` : title,
        }))}
        value={pieces.some(({ id }) => id === pieceId) ? pieceId : null}
        onChange={(id) => useCounter.setState({ pieceId: id })}
      />
    </section>
  );
}
