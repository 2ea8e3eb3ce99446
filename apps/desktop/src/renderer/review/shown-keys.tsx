import { Keys } from '../app/shortcut-sheet.tsx';

/** A button's key, for the eye alone: the button says it in `aria-keyshortcuts`. */
export function ShownKeys({ keys }: { keys: string }) {
  return (
    <span className="shown-keys" aria-hidden>
      <Keys keys={keys} />
    </span>
  );
}
