import { create } from 'zustand';

export const useShortcutSheet = create<{ isOpen: boolean }>(() => ({ isOpen: false }));
