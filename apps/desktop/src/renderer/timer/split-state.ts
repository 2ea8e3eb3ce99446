import { create } from 'zustand';

/** Whether it is being asked what the time from now on is of. */
export const useSplit = create<{ isOpen: boolean }>(() => ({ isOpen: false }));

export const openSplit = () => useSplit.setState({ isOpen: true });
export const closeSplit = () => useSplit.setState({ isOpen: false });
