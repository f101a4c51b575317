import { signal } from '@preact/signals';

/** Whether the search of staff is open. */
export const searching = signal(false);

const TYPED_INTO = 'input, textarea, select, [contenteditable]';

/** `/` opens the search, except where it is typed, and where a dialog waits for an answer. */
export function searchOnSlash(): () => void {
  const open = (event: KeyboardEvent): void => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.target as Element | null)?.closest?.(TYPED_INTO) || document.querySelector('dialog[open]'))
      return;
    event.preventDefault();
    searching.value = true;
  };
  addEventListener('keydown', open);
  return () => removeEventListener('keydown', open);
}
