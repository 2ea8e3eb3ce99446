import type { Plan, PlanInput } from '@mirubato/domain/plans';
import { parseRule, planInputSchema, ruleFrom, ruleText, seriesOf } from '@mirubato/domain/plans';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, done, useApi } from '../app/api.ts';
import { firstDayOfWeek, useSettings } from '../settings/settings.ts';
import { localZone } from '../timer/timer.ts';
import { showUndo } from '../trash/undo-notice.tsx';
import { useChangeOccurrence } from './occurrence-actions.ts';
import { type PlanStart, type PlanValues, promptsOf, valuesToPlan } from './plan-form-values.ts';
import type { PlanPanel } from './plan-panel.ts';

export type PlanFormPanel = Extract<PlanPanel, { kind: 'new' | 'adopt' | 'edit' | 'one' | 'following' }>;

const meta = { collections: ['plans', 'occurrences', 'templates'], isSilent: true };

/** What the form begins with. */
export function startOf(panel: PlanFormPanel): PlanStart {
  const today = new Date().toLocaleDateString('sv');
  switch (panel.kind) {
    case 'new':
      return { schedule: { kind: 'single', startDate: panel.date ?? today, durationMinutes: 30 } };
    case 'adopt':
      return { ...panel.shared, schedule: { ...panel.shared.schedule, startDate: today } };
    case 'edit':
      return panel.plan;
    case 'one':
      return {
        ...panel.plan,
        title: panel.occurrence.title,
        segments: [...panel.occurrence.segments],
        reflectionPrompts: [...panel.occurrence.reflectionPrompts],
        schedule: {
          kind: 'single',
          startDate: panel.occurrence.date,
          timeOfDay: panel.occurrence.timeOfDay,
          durationMinutes: panel.occurrence.durationMinutes,
        },
      };
    case 'following': {
      const { plan, occurrence } = panel;
      const series = seriesOf(plan, localZone());
      const rule = series ? ruleText(ruleFrom(series, occurrence.key)) : plan.schedule.rule;
      return { ...plan, schedule: { ...plan.schedule, rule, startDate: occurrence.key } };
    }
  }
}

/** Saves the form, and offers to take a change of what was there back. The id of a new plan is made once. */
export function useSavePlan(panel: PlanFormPanel, initial: PlanValues) {
  const { client } = useApi();
  const { t } = useTranslation('plans');
  const weekStart = firstDayOfWeek(useSettings());
  const [newId] = useState(() => crypto.randomUUID());
  const changeOccurrence = useChangeOccurrence();
  const putBack = useMutation({
    mutationFn: ({ id, before }: { id: string; before: Partial<PlanInput> }) =>
      answer(client.api.plans[':id'].$patch({ param: { id }, json: before as never })),
    meta: { collections: meta.collections },
  });
  const join = useMutation({
    mutationFn: (id: string) => done(client.api.plans[':id'].join.$post({ param: { id } })),
    meta: { collections: meta.collections },
  });
  return useMutation({
    async mutationFn(values: PlanValues): Promise<void> {
      switch (panel.kind) {
        case 'new': {
          const json = { ...valuesToPlan(values, weekStart), id: newId };
          await answer(client.api.plans.$post({ json: json as never }));
          return;
        }
        case 'adopt': {
          const json = { ...valuesToPlan(values, weekStart, panel.shared as Partial<PlanInput>), id: newId };
          const param = { id: panel.templateId };
          await answer(client.api.templates[':id'].plans.$post({ param, json: json as never }));
          return;
        }
        case 'edit': {
          const { id } = panel.plan;
          const kept = keptOf(panel.plan);
          const after = valuesToPlan(values, weekOf(panel.plan, weekStart), kept);
          const before = valuesToPlan(initial, weekOf(panel.plan, weekStart), kept);
          const names = (Object.keys(after) as (keyof PlanInput)[]).filter(
            (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
          );
          if (names.length === 0) return;
          const pick = (plan: PlanInput) => Object.fromEntries(names.map((name) => [name, plan[name]]));
          await answer(client.api.plans[':id'].$patch({ param: { id }, json: pick(after) as never }));
          showUndo({
            message: t('done.edited', { title: after.title }),
            undo: () => putBack.mutate({ id, before: pick(before) }),
          });
          return;
        }
        case 'one': {
          const { occurrence, plan } = panel;
          const { title, segments, schedule } = valuesToPlan(values, weekStart);
          await changeOccurrence.mutateAsync({
            which: occurrence,
            patch: {
              title: title === plan.title ? null : title,
              timeOfDay:
                schedule.timeOfDay === (plan.schedule.timeOfDay ?? null)
                  ? null
                  : (schedule.timeOfDay ?? null),
              durationMinutes: schedule.durationMinutes ?? null,
              segments,
              reflectionPrompts: promptsOf(values),
            },
          });
          return;
        }
        case 'following': {
          const { plan, occurrence } = panel;
          const json = {
            key: occurrence.key,
            id: newId,
            plan: valuesToPlan(values, weekOf(plan, weekStart), keptOf(plan)),
          };
          const param = { id: plan.id };
          await answer(
            client.api.plans[':id'].part.$post({ param, query: { zone: localZone() }, json: json as never }),
          );
          showUndo({ message: t('done.parted', { title: plan.title }), undo: () => join.mutate(newId) });
          return;
        }
      }
    },
    meta,
  });
}

/** A plan's weeks begin where they began when it was made, wherever it is read. */
function weekOf(plan: Plan, weekStart: number): number {
  return parseRule(plan.schedule.rule ?? '')?.weekStart ?? weekStart;
}

/** What the form does not show; what the original wrote otherwise is left to be written anew. */
function keptOf(plan: Plan): Partial<PlanInput> {
  const read = planInputSchema.safeParse({
    ...plan,
    segments: plan.segments ?? [],
    schedule: { ...plan.schedule, startDate: plan.schedule.startDate?.slice(0, 10) },
  });
  return read.success ? read.data : {};
}
