/** A goal as the form's fields hold it, and back. */
import type { Goal, GoalInput, goalTypes } from '@mirubato/domain/goals';

export interface GoalValues {
  title: string;
  type: (typeof goalTypes)[number];
  pieceId: string | null;
  target: number | '';
  startDate: string | null;
  targetDate: string | null;
  measures: string[];
  techniques: string[];
  dailyMinutes: number | '';
  /** One to a line. */
  milestones: string;
  description: string;
}

export function goalToValues(goal: Partial<Goal>): GoalValues {
  const isTimed = goal.type === undefined || goal.type === 'practice_time';
  const { targetValue } = goal;
  return {
    title: goal.title ?? '',
    type: goal.type ?? 'practice_time',
    pieceId: goal.pieceId ?? null,
    target: targetValue == null ? '' : isTimed ? targetValue / 60 : targetValue,
    startDate: goal.startDate ?? null,
    targetDate: goal.targetDate ?? null,
    measures: [...(goal.measures ?? [])],
    techniques: [...(goal.practicePlan?.techniques ?? [])],
    dailyMinutes: goal.practicePlan?.dailyMinutes ?? '',
    milestones: (goal.milestones ?? []).map(({ title }) => title).join('\n'),
    description: goal.description ?? '',
  };
}

/** Milestones that keep their title keep what was reached of them. @param before the goal as it was */
export function valuesToGoal(values: GoalValues, before: Partial<Goal>, newId: () => string): GoalInput {
  const known = new Map((before.milestones ?? []).map((milestone) => [milestone.title, milestone]));
  const titles = [...new Set(values.milestones.split('\n').map((line) => line.trim().slice(0, 200)))].filter(
    Boolean,
  );
  const target = values.target === '' ? null : Number(values.target);
  const daily = values.dailyMinutes === '' ? null : Number(values.dailyMinutes);
  const hasPractice = daily !== null || values.techniques.length > 0;
  return {
    title: values.title.trim(),
    type: values.type,
    pieceId: values.pieceId,
    targetValue: target !== null && values.type === 'practice_time' ? Math.round(target * 60) : target,
    startDate: values.startDate,
    targetDate: values.targetDate,
    measures: values.measures.length > 0 ? values.measures : null,
    practicePlan:
      hasPractice || before.practicePlan
        ? {
            focusAreas: before.practicePlan?.focusAreas ?? [],
            dailyMinutes: daily,
            techniques: values.techniques,
          }
        : null,
    milestones:
      titles.length > 0
        ? titles.map((title) => known.get(title) ?? { id: newId(), title, completed: false })
        : null,
    description: values.description.trim() || null,
  };
}
