import type { PageRotation } from '@mirubato/domain/import';
import { useEffect, useState } from 'react';
import { useApi } from '../app/api.ts';
import type { ArrangedPage } from './arrangement.ts';

export interface Preview {
  /** The latest that has come, with how it is turned; the next may be on its way. */
  readonly shown: { readonly url: string; readonly rotation: PageRotation } | undefined;
  readonly isWaiting: boolean;
  readonly isFailed: boolean;
}

/** A page with its contrast, turned but not cropped. @param side the longer one in pixels */
export function usePreview(
  { picture, page, contrast, rotation }: Pick<ArrangedPage, 'picture' | 'page' | 'contrast' | 'rotation'>,
  side: number,
): Preview {
  const { fetchBlobUrl } = useApi();
  const [shown, setShown] = useState<{ path: string; url: string; rotation: PageRotation }>();
  const [failedPath, setFailedPath] = useState<string>();
  const query = new URLSearchParams({
    page: String(page),
    contrast,
    rotation: String(rotation),
    side: String(side),
  });
  const path = `/api/imports/pictures/${encodeURIComponent(picture.id)}/preview?${query}`;
  useEffect(() => {
    const leaving = new AbortController();
    fetchBlobUrl(path, leaving.signal).then(
      (url) => {
        if (leaving.signal.aborted) URL.revokeObjectURL(url);
        else setShown({ path, url, rotation });
      },
      () => leaving.signal.aborted || setFailedPath(path),
    );
    return () => leaving.abort();
  }, [path, rotation, fetchBlobUrl]);
  const url = shown?.url;
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);
  const isFailed = failedPath === path;
  return { shown, isWaiting: shown?.path !== path && !isFailed, isFailed };
}
