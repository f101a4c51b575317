import { useEffect } from 'preact/hooks';

const keyOf = (name: string): string => `rocket-draft ${name}`;

/** What somebody had typed and not sent, in this tab: it outlives a reload, another screen and a session that ended. */
export function keptDraft<V extends Record<string, string>>(name: string, empty: V): V {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(name)) ?? 'null');
    if (kept === null || typeof kept !== 'object') return empty;
    const known = Object.keys(empty).filter((field) => typeof (kept as V)[field] === 'string');
    return { ...empty, ...Object.fromEntries(known.map((field) => [field, (kept as V)[field]])) };
  } catch {
    return empty;
  }
}

/** Keeps what is typed as it is typed; nothing typed keeps nothing. */
export function useDraft(name: string, values: Readonly<Record<string, string>>): void {
  useEffect(() => {
    try {
      if (Object.values(values).some((text) => text.trim() !== ''))
        sessionStorage.setItem(keyOf(name), JSON.stringify(values));
      else sessionStorage.removeItem(keyOf(name));
    } catch {
      // A browser that keeps nothing loses it with the page.
    }
  }, [name, values]);
}

export function dropDraft(name: string): void {
  try {
    sessionStorage.removeItem(keyOf(name));
  } catch {
    // Nothing was kept.
  }
}
