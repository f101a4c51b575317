/** Kept for a repeat after a network failure. */
let held = '';

/** The one-time token behind `#`; the address loses it at once, so that it stays in no history. */
export function takeToken(): string {
  const token = location.hash.slice(1);
  if (token) {
    held = token;
    history.replaceState(null, '', location.pathname);
  }
  return held;
}

/** It has done what it was for. */
export function dropToken(): void {
  held = '';
}
