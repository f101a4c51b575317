import type { Page } from '@rocket/contracts';
import { signal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';

interface Kept {
  readonly value?: unknown;
  readonly error?: unknown;
  readonly loading: boolean;
}

interface Shelf {
  readonly state: Signal<Kept>;
  readers: number;
  /** Only the newest request may write: an answer that was overtaken is dropped. */
  turn: number;
  load: () => Promise<unknown>;
  /** When it was last asked for, by the clock of the page. */
  readAt: number;
}

/** What was read so long ago is read again when another screen asks for it. */
const FRESH_MS = 2_000;

const shelves = new Map<string, Shelf>();

function shelfOf(key: string, load: () => Promise<unknown>): Shelf {
  let shelf = shelves.get(key);
  if (!shelf) {
    shelf = { state: signal<Kept>({ loading: true }), readers: 0, turn: 0, load, readAt: 0 };
    shelves.set(key, shelf);
  }
  shelf.load = load;
  return shelf;
}

async function fill(shelf: Shelf): Promise<void> {
  const turn = (shelf.turn += 1);
  shelf.readAt = performance.now();
  shelf.state.value = { ...shelf.state.peek(), loading: true };
  try {
    const value = await shelf.load();
    if (turn === shelf.turn) shelf.state.value = { value, loading: false };
  } catch (error) {
    if (turn === shelf.turn) shelf.state.value = { ...shelf.state.peek(), error, loading: false };
  }
}

/** Reads again what is on the screen and forgets what is not, for every key that begins with `prefix`. */
export function refresh(prefix: string): void {
  for (const [key, shelf] of shelves) {
    if (!key.startsWith(prefix)) continue;
    if (shelf.readers > 0) void fill(shelf);
    else shelves.delete(key);
  }
}

/** Whoever comes back to the tab sees what has happened meanwhile. */
export function refreshOnReturn(): () => void {
  const look = (): void => {
    if (document.visibilityState === 'visible') refresh('');
  };
  document.addEventListener('visibilitychange', look);
  return () => document.removeEventListener('visibilitychange', look);
}

export function dropEverything(): void {
  for (const [key, shelf] of shelves) {
    shelf.turn += 1;
    shelves.delete(key);
  }
}

export interface Loaded<T> {
  /** What is known; kept on the screen while it is read again. */
  readonly value: T | undefined;
  readonly error: unknown;
  readonly loading: boolean;
  readonly reload: () => void;
}

const NOTHING: Loaded<never> = {
  value: undefined,
  error: undefined,
  loading: false,
  reload: () => undefined,
};

/**
 * Reads something by a key, keeps it between screens so that the back button is instant, and reads it again when the
 * screen opens. A null key reads nothing yet.
 */
export function useLoaded<T>(key: string | null, load: () => Promise<T>): Loaded<T> {
  const shelf = useMemo(() => (key === null ? null : shelfOf(key, load)), [key]);
  if (shelf) shelf.load = load;
  useEffect(() => {
    if (!shelf) return undefined;
    shelf.readers += 1;
    if (shelf.readers === 1 || performance.now() - shelf.readAt > FRESH_MS) void fill(shelf);
    return () => {
      shelf.readers -= 1;
    };
  }, [shelf]);
  if (!shelf) return NOTHING;
  const { value, error, loading } = shelf.state.value;
  return { value: value as T | undefined, error, loading, reload: () => void fill(shelf) };
}

export interface LoadedList<T> extends Loaded<readonly T[]> {
  readonly hasMore: boolean;
  readonly more: () => Promise<void>;
}

/** A list that is read page by page; `more` appends the next one. */
export function useList<T>(key: string | null, load: (cursor?: string) => Promise<Page<T>>): LoadedList<T> {
  const first = useLoaded<Page<T>>(key, () => load());
  return {
    ...first,
    value: first.value?.items,
    hasMore: Boolean(first.value?.nextCursor),
    more: async () => {
      const shelf = key === null ? undefined : shelves.get(key);
      const shown = first.value;
      if (!shelf || !shown?.nextCursor) return;
      const turn = shelf.turn;
      const next = await load(shown.nextCursor);
      if (turn === shelf.turn)
        shelf.state.value = {
          value: { items: [...shown.items, ...next.items], nextCursor: next.nextCursor },
          loading: false,
        };
    },
  };
}
