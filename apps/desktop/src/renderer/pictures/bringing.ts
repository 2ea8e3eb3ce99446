/** Pictures on their way to the core, one after the other, so that they arrive in their order. */
import { MAX_PICTURE_PAGES } from '@mirubato/domain/import';
import { type Problem, ProblemError } from '@mirubato/domain/problem';
import { create } from 'zustand';
import type { Api } from '../app/api.ts';
import { useArrangement } from './arrangement-store.ts';
import type { PictureSource } from './picture-source.ts';

export interface Refused {
  readonly id: string;
  readonly name: string;
  readonly problem: Problem;
}

interface Bringing {
  readonly waiting: readonly PictureSource[];
  /** Of this batch; back to 0 when nothing waits. */
  readonly arrived: number;
  readonly refused: readonly Refused[];
  /** Sorted by name, as people count: `2` before `10`. */
  bring(sources: readonly PictureSource[], api: Api): void;
  /** What has arrived stays. */
  cancel(): void;
  forgetRefused(): void;
}

let abort = new AbortController();
let isRunning = false;

export const useBringing = create<Bringing>((set, get) => ({
  waiting: [],
  arrived: 0,
  refused: [],
  bring(sources, api) {
    const inOrder = sources.toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
    set({ waiting: [...get().waiting, ...inOrder] });
    if (!isRunning) void run(api);
  },
  cancel() {
    abort.abort();
    abort = new AbortController();
    set({ waiting: [], arrived: 0 });
  },
  forgetRefused: () => set({ refused: [] }),
}));

async function run(api: Api): Promise<void> {
  isRunning = true;
  for (;;) {
    const [source] = useBringing.getState().waiting;
    if (!source) break;
    const { signal } = abort;
    const problem = await bringOne(source, api, signal);
    if (signal.aborted) continue;
    useBringing.setState(({ waiting, arrived, refused }) => ({
      waiting: waiting.slice(1),
      arrived: waiting.length > 1 ? arrived + 1 : 0,
      refused: problem ? [...refused, { id: crypto.randomUUID(), name: source.name, problem }] : refused,
    }));
  }
  isRunning = false;
}

async function bringOne(source: PictureSource, api: Api, signal: AbortSignal): Promise<Problem | undefined> {
  const { pages, add } = useArrangement.getState();
  if (pages.length >= MAX_PICTURE_PAGES)
    return { code: 'picture-too-large', detail: `${MAX_PICTURE_PAGES} pages are the most.` };
  try {
    add(await source.bring(api, signal));
    return undefined;
  } catch (error) {
    return error instanceof ProblemError ? error.problem : { code: 'internal', detail: String(error) };
  }
}
