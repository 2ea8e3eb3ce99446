/** A mode as the form's fields hold it, all kinds at once, so that changing the kind forgets no number. */
import { type TimerMode, type TimerSegment, timerModeSchema } from '@mirubato/domain/timer';

type Typed = number | string;

export interface ModeDraft {
  kind: TimerMode['kind'];
  minutes: Typed;
  atEnd: 'go-on' | 'stop';
  workMinutes: Typed;
  breakMinutes: Typed;
  longBreakMinutes: Typed;
  rounds: Typed;
  times: Typed;
  workSeconds: Typed;
  restSeconds: Typed;
  movesOn: 'by-itself' | 'by-key';
  segments: SegmentDraft[];
}

export interface SegmentDraft {
  /** Tells rows apart while they are typed. */
  readonly key: string;
  label: string;
  durationMinutes: Typed;
  title: string;
  instructions: string;
  /** What a plan says beside the fields. */
  readonly base: Partial<TimerSegment>;
}

export function emptySegment(key: string): SegmentDraft {
  return { key, label: '', durationMinutes: '', title: '', instructions: '', base: {} };
}

export function modeToDraft(mode: TimerMode, newKey: () => string): ModeDraft {
  const defaults: ModeDraft = {
    kind: 'count-up',
    minutes: 30,
    atEnd: 'go-on',
    workMinutes: 25,
    breakMinutes: 5,
    longBreakMinutes: 15,
    rounds: 4,
    times: 5,
    workSeconds: 120,
    restSeconds: 30,
    movesOn: 'by-itself',
    segments: [emptySegment(newKey())],
  };
  if (mode.kind !== 'segments') return { ...defaults, ...mode };
  return {
    ...defaults,
    kind: mode.kind,
    movesOn: mode.movesOn,
    segments: mode.segments.map((segment) => ({
      key: newKey(),
      label: segment.label,
      durationMinutes: segment.durationMinutes ?? '',
      title: segment.pieceRefs[0]?.title ?? '',
      instructions: segment.instructions ?? '',
      base: segment,
    })),
  };
}

/** Undefined while a number is missing or out of range, or nothing has a name. Rows without a name are left out. */
export function draftToMode(draft: ModeDraft): TimerMode | undefined {
  const segments = draft.segments.filter(({ label }) => label.trim() !== '').map(draftToSegment);
  // The schema of the kind takes the fields that it knows.
  return timerModeSchema.safeParse({ ...draft, segments }).data;
}

function draftToSegment({ label, durationMinutes, title, instructions, base }: SegmentDraft): unknown {
  const [first, ...others] = base.pieceRefs ?? [];
  const name = title.trim();
  const isSame = name === (first?.title ?? '');
  return {
    ...base,
    label: label.trim(),
    durationMinutes: durationMinutes === '' ? null : durationMinutes,
    instructions: instructions.trim() || null,
    pieceRefs: isSame ? (base.pieceRefs ?? []) : name === '' ? others : [{ title: name }, ...others],
  };
}
