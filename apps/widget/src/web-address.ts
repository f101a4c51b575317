/** An address that is safe to follow, or null: the server's text is never run. */
export function webAddress(said: unknown): string | null {
  try {
    const url = new URL(typeof said === 'string' ? said : '', window.location.href);
    return said && /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
