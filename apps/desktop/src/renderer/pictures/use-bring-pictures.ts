import { useNavigate } from '@tanstack/react-router';
import { useApi } from '../app/api.ts';
import { useBringing } from './bringing.ts';
import type { PictureSource } from './picture-source.ts';

/** Adds pictures to the arrangement, and shows it. */
export function useBringPictures(): (sources: readonly PictureSource[]) => void {
  const api = useApi();
  const navigate = useNavigate();
  return (sources) => {
    if (sources.length === 0) return;
    useBringing.getState().bring(sources, api);
    void navigate({ to: '/import/pictures' });
  };
}
