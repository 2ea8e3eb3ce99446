import type { ScoreItem } from '@mirubato/core/client';
import { IconFileMusic } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useApi } from '../app/api.ts';

/**
 * The first page, small. Fetched when it comes into the window, since only then is it mounted; the browser's
 * cache keeps it, as a score's picture never changes.
 */
export function ScoreThumbnail({ score }: { score: Pick<ScoreItem, 'id' | 'hasThumbnail'> }) {
  const { fetchBlobUrl } = useApi();
  const [url, setUrl] = useState<string>();
  const { id, hasThumbnail } = score;
  useEffect(() => {
    if (!hasThumbnail) return;
    const leaving = new AbortController();
    let made: string | undefined;
    fetchBlobUrl(`/api/scores/${encodeURIComponent(id)}/thumbnail`, leaving.signal).then(
      (fetched) => {
        made = fetched;
        if (leaving.signal.aborted) URL.revokeObjectURL(fetched);
        else setUrl(fetched);
      },
      // Without its picture a score is still its title.
      () => undefined,
    );
    return () => {
      leaving.abort();
      setUrl(undefined);
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [id, hasThumbnail, fetchBlobUrl]);
  return (
    <span className="score-thumbnail" aria-hidden>
      {url ? (
        <img src={url} alt="" draggable={false} />
      ) : (
        !hasThumbnail && <IconFileMusic size={40} stroke={1} />
      )}
    </span>
  );
}
