/** Which entry the side panel shows. Any screen may open it. */
import type { Entry, EntryInput } from '@mirubato/domain/logbook';
import { create } from 'zustand';

export type EntryFormState =
  | { readonly kind: 'closed' }
  /** `prefill` is what is known before anything is typed. */
  | { readonly kind: 'new'; readonly prefill: Partial<EntryInput> }
  /** What the stopped timer says; the timer ends when this is saved. */
  | { readonly kind: 'timer'; readonly draft: EntryInput }
  | { readonly kind: 'edit'; readonly entry: Entry };

interface EntryForm {
  readonly state: EntryFormState;
  openNew(prefill?: Partial<EntryInput>): void;
  openDraft(draft: EntryInput): void;
  openEntry(entry: Entry): void;
  close(): void;
}

export const useEntryForm = create<EntryForm>((set) => ({
  state: { kind: 'closed' },
  openNew: (prefill = {}) => set({ state: { kind: 'new', prefill } }),
  openDraft: (draft) => set({ state: { kind: 'timer', draft } }),
  openEntry: (entry) => set({ state: { kind: 'edit', entry } }),
  close: () => set({ state: { kind: 'closed' } }),
}));
