/** The fields of one score and the keys that act on them. */
import { Text } from '@mantine/core';
import type { ScoreItem } from '@mirubato/core/client';
import type { ReadField } from '@mirubato/domain/scores';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ReadDifficulty } from '../scores/read-difficulty.tsx';
import { type PageLine, textFor } from '../viewer/page-lines.ts';
import type { ReviewActions } from './review-actions.ts';
import { ReviewField } from './review-field.tsx';
import { useReviewSession } from './review-session.ts';
import { ReviewTools } from './review-tools.tsx';
import type { ReviewForm } from './use-review-form.ts';
import { type ReviewCommands, useReviewKeys } from './use-review-keys.ts';

interface ReviewPanelProps {
  readonly score: ScoreItem;
  readonly form: ReviewForm;
  readonly position: number;
  readonly total: number;
  readonly actions: ReviewActions;
  /** The lines of words on the page that is shown. */
  readonly lines: readonly PageLine[];
  readonly onTurn: (by: 1 | -1) => void;
  readonly onOpen: () => void;
  readonly onLeave: () => void;
}

export function ReviewPanel(props: ReviewPanelProps) {
  const { score, form, position, total, actions, lines, onTurn, onOpen, onLeave } = props;
  const { t } = useTranslation('review');
  const { areAllFieldsShown, steps } = useReviewSession();
  const group = useRef<HTMLFieldSetElement>(null);
  const focusGroup = () => group.current?.focus({ preventScroll: true });
  // Each score begins outside of its fields, where single keys are commands.
  useEffect(() => group.current?.focus({ preventScroll: true }), []);

  const focusField = (field: ReadField) => {
    const input = group.current?.querySelector<HTMLInputElement>(`input[data-field="${field}"]`);
    input?.focus();
    input?.select();
  };
  /** From outside the arrows lead to the field that is looked at, inside to its neighbours. */
  const moveField = (by: 1 | -1) => {
    const isInside = document.activeElement?.matches('.review-fields input') ?? false;
    const index = form.fields.indexOf(form.lookedAt) + (isInside ? by : 0);
    const field = form.fields[Math.max(0, Math.min(form.fields.length - 1, index))];
    if (field) focusField(field);
  };
  /** Fills the field with the next line of the page that has something for it. */
  const takeLine = (by: 1 | -1) => {
    const { lookedAt, values } = form;
    const texts = lines.flatMap(({ text }) => textFor(lookedAt, text) ?? []);
    const index = texts.indexOf(values[lookedAt]);
    const text = index === -1 ? texts.at(by === 1 ? 0 : -1) : texts[index + by];
    if (text !== undefined) form.change(lookedAt, text);
  };
  const commands: ReviewCommands = {
    accept() {
      const wrong = form.check();
      if (wrong) focusField(wrong);
      else actions.accept(score, form.values, form.accepted);
    },
    skip: () => actions.skip(score),
    trash: () => actions.trash(score),
    back: actions.back,
    leave: onLeave,
    'leave-field': focusGroup,
    open: onOpen,
    'all-fields': () => useReviewSession.setState({ areAllFieldsShown: !areAllFieldsShown }),
    'next-field': () => moveField(1),
    'previous-field': () => moveField(-1),
    'next-line': () => takeLine(1),
    'previous-line': () => takeLine(-1),
    'next-page': () => onTurn(1),
    'previous-page': () => onTurn(-1),
  };
  useReviewKeys(commands);

  return (
    <div className="review-panel">
      <fieldset
        className="review-fields"
        ref={group}
        tabIndex={-1}
        aria-label={t('group', { position, total, title: score.title })}
      >
        <Text size="sm" c="dimmed" className="review-file" title={score.fileName}>
          {score.fileName}
        </Text>
        {form.fields.map((field) => (
          <ReviewField
            key={field}
            field={field}
            score={score}
            value={form.values[field]}
            isChanged={form.isChanged(field)}
            isLookedAt={field === form.lookedAt}
            problem={form.problem(field)}
            onChange={(value) => form.change(field, value)}
            onFocus={() => form.lookAt(field)}
          />
        ))}
        {score.difficultyRange && (
          <div className="review-field">
            <ReadDifficulty range={score.difficultyRange} />
          </div>
        )}
      </fieldset>
      <ReviewTools
        commands={commands}
        canGoBack={steps.some(({ takeBack }) => takeBack !== undefined)}
        areAllFieldsShown={areAllFieldsShown}
      />
    </div>
  );
}
