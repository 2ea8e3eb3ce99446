import { goalSchema } from '@mirubato/domain/goals';
import { expect, it } from 'vitest';
import { goalToValues, valuesToGoal } from './goal-form-values.ts';

const goal = goalSchema.parse({
  id: 'g',
  title: 'Ballade',
  type: 'practice_time',
  targetValue: 90,
  pieceId: 'p',
  measures: ['1-8'],
  practicePlan: { dailyMinutes: 20, focusAreas: ['tone'], techniques: ['scales'] },
  milestones: [
    { id: 'a', title: 'Notes', completed: true, completedAt: '2026-03-01T10:00:00.000Z' },
    { id: 'b', title: 'Tempo', completed: false },
  ],
});

it('shows hours and gives minutes back, with all that it does not show', () => {
  const values = goalToValues(goal);
  expect(values.target).toBe(1.5);
  const { title, targetValue, practicePlan, milestones, measures } = valuesToGoal(values, goal, () => 'new');
  expect({ title, targetValue, practicePlan, milestones, measures }).toEqual({
    title: 'Ballade',
    targetValue: 90,
    practicePlan: goal.practicePlan,
    milestones: goal.milestones,
    measures: ['1-8'],
  });
});

it('keeps what was reached of a milestone, and makes each once', () => {
  const values = { ...goalToValues(goal), milestones: 'Notes\n\n By heart \nBy heart' };
  expect(valuesToGoal(values, goal, () => 'new').milestones).toEqual([
    goal.milestones?.[0],
    { id: 'new', title: 'By heart', completed: false },
  ]);
});
