import { Button, Group, Text, TextInput } from '@mantine/core';
import type { PiecePractice, PieceWithPractice, SpacedThing, Spacing } from '@mirubato/core/client';
import { passageOf } from '@mirubato/domain/repertoire';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useReasonText } from '../today/reason-text.ts';
import { GradeButtons, GradeMenu } from './grade-buttons.tsx';
import { usePassageText } from './passage-text.ts';
import { spacingReason } from './spacing.ts';

interface PiecePassagesProps {
  readonly piece: PieceWithPractice;
  readonly spacing: Spacing;
  readonly practice: PiecePractice | undefined;
}

/** How the whole piece and its passages went, when they are due again, and what was practised of them. */
export function PiecePassages({ piece, spacing, practice }: PiecePassagesProps) {
  const { t } = useTranslation('repertoire');
  const format = useFormat();
  const passageText = usePassageText();
  const [named, setNamed] = useState('');
  const [added, setAdded] = useState<readonly string[]>([]);
  const whole = spacing.things.find(({ passage }) => passage === null);
  const spacedByKey = new Map(spacing.things.map((thing) => [passageOf(thing.passage)?.key ?? '', thing]));
  const practisedByKey = new Map(practice?.passages.map((passage) => [passage.key, passage]));
  const labelByKey = new Map<string, string>();
  for (const { passage } of spacing.things) if (passage !== null) note(passage);
  for (const { label } of practice?.passages ?? []) note(label);
  for (const label of added) note(label);

  function note(label: string) {
    const passage = passageOf(label);
    if (passage && !labelByKey.has(passage.key)) labelByKey.set(passage.key, passage.label);
  }

  return (
    <>
      <h2 className="section-name">{t('spacing.name')}</h2>
      <div className="whole-piece">
        <div>
          <Text fw={600}>{t('spacing.whole')}</Text>
          <DueText thing={whole} date={spacing.date} />
        </div>
        <GradeButtons thing={{ pieceId: piece.id, title: piece.title }} />
      </div>
      <ul className="passages" aria-label={t('spacing.passages')}>
        {[...labelByKey].map(([key, label]) => {
          const practised = practisedByKey.get(key);
          return (
            <li key={key}>
              <div>
                <Text fw={600}>{passageText(label)}</Text>
                <DueText thing={spacedByKey.get(key)} date={spacing.date} />
                {practised && (
                  <Text size="sm" c="dimmed" className="numbers">
                    {t('spacing.practised', {
                      minutes: format.minutes(practised.minutes),
                      date: format.shortDay(practised.lastOn),
                    })}
                  </Text>
                )}
              </div>
              <GradeMenu thing={{ pieceId: piece.id, title: piece.title, passage: label }} />
            </li>
          );
        })}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (named.trim() === '') return;
          setAdded([...added, named]);
          setNamed('');
        }}
      >
        <Group gap="xs" mt="sm" align="flex-end">
          <TextInput
            label={t('spacing.another')}
            placeholder={t('spacing.anotherHint')}
            size="sm"
            maxLength={100}
            value={named}
            onChange={(event) => setNamed(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" size="sm" disabled={named.trim() === ''}>
            {t('spacing.add')}
          </Button>
        </Group>
      </form>
    </>
  );
}

function DueText({ thing, date }: { thing: SpacedThing | undefined; date: string }) {
  const { t } = useTranslation('repertoire');
  const format = useFormat();
  const reasonText = useReasonText();
  if (!thing) {
    return (
      <Text size="sm" c="dimmed">
        {t('spacing.notMarked')}
      </Text>
    );
  }
  return (
    <Text size="sm" c="dimmed" className="numbers">
      <Text span inherit c={thing.isDue ? 'var(--accent)' : 'dimmed'} fw={thing.isDue ? 600 : 400}>
        {thing.isDue ? t('spacing.due') : t('spacing.dueOn', { date: format.shortDay(thing.dueOn) })}
      </Text>
      {' · '}
      {reasonText([spacingReason(thing, date)])}
    </Text>
  );
}
