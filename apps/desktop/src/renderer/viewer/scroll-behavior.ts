/** Smooth, but not where the person or the stage asks for stillness. */
export function scrollBehavior(): ScrollBehavior {
  const isStill =
    window.matchMedia('(prefers-reduced-motion: reduce)').matches ||
    document.documentElement.dataset.stage !== undefined;
  return isStill ? 'instant' : 'smooth';
}
