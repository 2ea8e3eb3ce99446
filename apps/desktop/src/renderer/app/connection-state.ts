import { create } from 'zustand';

/** `refused`: the core answers, but this window's token is not its own. */
export type ConnectionState = 'connected' | 'lost' | 'refused';

export const useConnectionState = create<{ state: ConnectionState }>(() => ({ state: 'connected' }));

export function setConnected(isConnected: boolean): void {
  const { state } = useConnectionState.getState();
  if (state !== 'refused') useConnectionState.setState({ state: isConnected ? 'connected' : 'lost' });
}

export function setRefused(): void {
  useConnectionState.setState({ state: 'refused' });
}
