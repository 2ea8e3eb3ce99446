import { useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router';

/** To where one came from; to the scores when the screen was opened by its address. */
export function useLeave(): () => void {
  const router = useRouter();
  const navigate = useNavigate();
  const canGoBack = useCanGoBack();
  return () => {
    if (canGoBack) router.history.back();
    else void navigate({ to: '/scores' });
  };
}
