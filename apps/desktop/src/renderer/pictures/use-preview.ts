import { useEffect, useState } from 'react';
import { useApi } from '../app/api.ts';
import type { ArrangedPage } from './arrangement.ts';

export interface Preview {
  /** The latest that has come, while the next is on its way. */
  readonly url: string | undefined;
  readonly isFailed: boolean;
}

/** A page with its contrast, turned but not cropped. @param side the longer one in pixels */
export function usePreview(
  { picture, page, contrast, rotation }: Pick<ArrangedPage, 'picture' | 'page' | 'contrast' | 'rotation'>,
  side: number,
): Preview {
  const { fetchBlobUrl } = useApi();
  const [shown, setShown] = useState<{ path: string; url: string }>();
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
        else setShown({ path, url });
      },
      () => leaving.signal.aborted || setFailedPath(path),
    );
    return () => leaving.abort();
  }, [path, fetchBlobUrl]);
  const url = shown?.url;
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);
  return { url, isFailed: failedPath === path };
}
