import { useEffect, useState } from 'react';
import { useApi } from '../app/api.ts';
import { type OpenedDocument, openDocument } from './pdf-document.ts';

export type DocumentState =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly document: OpenedDocument }
  | { readonly state: 'failed'; readonly error: unknown };

/** The score's PDF, open for as long as the component lives. `attempt` counts up to try once more. */
export function useDocument(scoreId: string, attempt: number): DocumentState {
  const { connection } = useApi();
  const [state, setState] = useState<DocumentState>({ state: 'opening' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a further attempt opens anew
  useEffect(() => {
    const leaving = new AbortController();
    let opened: OpenedDocument | undefined;
    const fail = (error: unknown) => {
      if (!leaving.signal.aborted) setState({ state: 'failed', error });
    };
    setState({ state: 'opening' });
    openDocument(connection, scoreId, leaving.signal).then((document) => {
      opened = document;
      document.failed.catch(fail);
      setState({ state: 'open', document });
    }, fail);
    return () => {
      leaving.abort();
      opened?.close();
    };
  }, [connection, scoreId, attempt]);
  return state;
}
