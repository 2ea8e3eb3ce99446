import { Loader } from '@mantine/core';
import { SignIn } from './sign-in.tsx';
import { SignedIn } from './signed-in.tsx';
import { useSync } from './sync.ts';

/** Settings › Sync: how to sign in, or how far it has come. */
export function SyncSection() {
  const state = useSync();
  if (!state) return <Loader size="sm" aria-hidden />;
  return state.status === 'off' ? <SignIn state={state} /> : <SignedIn state={state} />;
}
