/** A template as a file that is handed from one musician to another. */
import { z } from 'zod';
import { fail, ok, type Result } from '../problem.ts';
import { type Plan, type PlanTemplate, planInputSchema } from './plan.ts';

const FORMAT = 'mirubato-plan-template';
const VERSION = 1;

/** Nobody but its owner knows a piece by its id, or a goal. */
const sharedPlanSchema = planInputSchema.omit({ goalIds: true });

export type SharedPlan = z.infer<typeof sharedPlanSchema>;

const fileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.int().min(1),
  template: z.unknown(),
});

export function templateFile(shared: SharedPlan): object {
  return { format: FORMAT, version: VERSION, template: shared };
}

/** What the file holds; `invalid-input` names what is wrong with it, place by place. */
export function readTemplateFile(document: unknown): Result<SharedPlan> {
  const file = fileSchema.safeParse(document);
  if (!file.success) return fail('invalid-input', 'This is no template of Mirubato.');
  if (file.data.version > VERSION)
    return fail('invalid-input', 'The template was written by a newer Mirubato.');
  const read = sharedPlanSchema.safeParse(file.data.template);
  if (read.success) return ok(withoutIds(read.data));
  const fields = read.error.issues.map(({ path, message }) => [path.join('.') || '(template)', message]);
  const reasons = fields.map(([field, message]) => `${field}: ${message}`).join('; ');
  return fail('invalid-input', `The template is not whole: ${reasons}`, {
    fields: Object.fromEntries(fields),
  });
}

/** What of a plan, or of a template, others can use. `invalid-input` where it is no whole plan. */
export function sharedPlan(source: Plan | PlanTemplate): Result<SharedPlan> {
  const read = sharedPlanSchema.safeParse({
    ...source,
    segments: source.segments ?? [],
    schedule: { ...source.schedule, startDate: source.schedule.startDate?.slice(0, 10) },
  });
  return read.success ? ok(withoutIds(read.data)) : fail('invalid-input', 'It is no whole plan.');
}

function withoutIds(plan: SharedPlan): SharedPlan {
  const bare = <Ref extends { pieceId?: unknown }>({ pieceId: _id, ...ref }: Ref) => ref;
  return {
    ...plan,
    pieceRefs: plan.pieceRefs.map(bare),
    segments: plan.segments.map((segment) => ({ ...segment, pieceRefs: segment.pieceRefs.map(bare) })),
  } as SharedPlan;
}
