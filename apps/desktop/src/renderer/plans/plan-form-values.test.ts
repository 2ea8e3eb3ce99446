import { type PlanInput, parseRule, planSchema } from '@mirubato/domain/plans';
import { describe, expect, it } from 'vitest';
import { nextDays, planToValues, valuesToPlan } from './plan-form-values.ts';
import { ruleWords } from './rule-words.ts';

const plan = (schedule: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  planSchema.parse({ id: 'p', title: 'Scales', schedule, ...more });
const key = () => 'k';

describe('plan form', () => {
  it.each([
    'FREQ=DAILY',
    'FREQ=DAILY;INTERVAL=3;COUNT=10',
    'FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20261224',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU',
    'FREQ=MONTHLY',
    'FREQ=MONTHLY;BYDAY=2TU',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'FREQ=YEARLY',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'FREQ=WEEKLY;BYMONTH=3;BYDAY=MO',
  ])('gives back %s as it was', (rule) => {
    const before = plan({ kind: 'recurring', rule, startDate: '2026-03-10', timeOfDay: '08:00' });
    const weekStart = rule.includes('WKST=SU') ? 7 : 1;
    const after = valuesToPlan(planToValues(before, key), weekStart);
    expect(after.schedule).toMatchObject({ kind: 'recurring', rule, timeOfDay: '08:00' });
  });

  it('means the last day where a month is shorter', () => {
    const values = planToValues(
      plan({
        kind: 'recurring',
        rule: 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1',
        startDate: '2026-01-31',
      }),
      key,
    );
    expect(values).toMatchObject({ repeats: 'monthly', monthly: 'day' });
    expect(nextDays(values, 1, 3)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31']);
  });

  it('keeps of a segment what it does not show', () => {
    const segments = [
      {
        id: 's',
        label: 'Thirds',
        durationMinutes: 10,
        pieceRefs: [{ title: 'Hanon', composer: null, pieceId: 'h' }, { title: 'Czerny' }],
        techniques: ['scales'],
        instructions: 'Slowly',
        tempoTargets: { start: 60, target: 96 },
        metadata: { colour: 'red' },
      },
    ];
    const before = plan(
      { kind: 'single', startDate: '2026-03-10' },
      { segments, reflectionPrompts: ['A?', 'B?'] },
    );
    const after = valuesToPlan(planToValues(before, key), 1, before as unknown as PlanInput);
    expect(after.segments).toEqual(segments);
    expect(after.reflectionPrompts).toEqual(['A?', 'B?']);
    expect(after.schedule.kind).toBe('single');
  });
});

describe('a rule in words', () => {
  const format = {
    longWeekday: (date: string) => date.slice(8),
    day: (date: string) => date,
    shortDay: (date: string) => date,
  };
  const t = (name: string, values: Record<string, unknown> = {}) =>
    `[${[name.replace('rule.', ''), ...Object.values(values).filter((value) => typeof value !== 'object' && value !== '')].join(' ')}]`;
  it.each([
    ['FREQ=DAILY;INTERVAL=2', '[DAILY 2]'],
    ['FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4', '[WEEKLY 1] [onWeekdays 05 and 07] [times 4]'],
    ['FREQ=WEEKLY', '[WEEKLY 1] [onWeekdays 06]'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', '[WEEKLY 1] [onWorkingDays]'],
    ['FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231', '[MONTHLY 1] [onNth [nth.-1 09]] [until 2026-12-31]'],
    ['FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1', '[MONTHLY 1] [dayOrLast 30]'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '[MONTHLY 1] [workingDay.-1]'],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=2SU', undefined],
  ])('%s', (text, words) => {
    const rule = parseRule(text);
    expect(rule && ruleWords(rule, '2026-03-10', { t, format, language: 'en' })).toBe(words);
  });
});
