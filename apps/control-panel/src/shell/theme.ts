import { signal } from '@preact/signals';

export type Theme = 'light' | 'dark';

const KEY = 'rocket-theme';

export const theme = signal<Theme>(document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light');

function show(next: Theme): void {
  theme.value = next;
  document.documentElement.dataset['theme'] = next;
}

export function switchTheme(): void {
  const next = theme.peek() === 'dark' ? 'light' : 'dark';
  show(next);
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Kept for this visit only.
  }
}

/** Follows the system until the person has chosen. */
export function followSystem(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => {
    let chosen: string | null = null;
    try {
      chosen = localStorage.getItem(KEY);
    } catch {
      // Nothing is kept, so nothing was chosen.
    }
    if (!chosen) show(event.matches ? 'dark' : 'light');
  });
}
