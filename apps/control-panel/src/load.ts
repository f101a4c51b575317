import type { Page } from '@rocket/contracts';
import { QueryClient, QueryObserver, type QueryObserverOptions } from '@tanstack/query-core';
import { useEffect, useMemo, useReducer } from 'preact/hooks';

/** What was read so long ago is read again when another screen asks for it, or when somebody comes back to the tab. */
const FRESH_MS = 2_000;
/** What no screen shows is kept for the back button so long. */
const KEPT_MS = 30 * 60_000;

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      gcTime: KEPT_MS,
      // A person who reads an error presses «ещё раз»; a read behind their back would only make them wait for it.
      retry: false,
      networkMode: 'always',
    },
  },
});

/** Reads again what is on the screen and forgets what is not, for every key that begins with `prefix`. */
export function refresh(prefix: string): void {
  const predicate = ({ queryKey }: { queryKey: readonly unknown[] }): boolean =>
    String(queryKey[0]).startsWith(prefix);
  client.removeQueries({ type: 'inactive', predicate });
  void client.refetchQueries({ type: 'active', predicate });
}

/** Whoever comes back to the tab sees what has happened meanwhile. */
export function refreshOnReturn(): () => void {
  client.mount();
  return () => client.unmount();
}

export function dropEverything(): void {
  client.clear();
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
 * screen opens. A null key reads nothing yet. What goes on by itself is read `again` after so many milliseconds while the tab is
 * looked at; null: not before it is asked for.
 */
export function useLoaded<T>(
  key: string | null,
  load: () => Promise<T>,
  again: (value: T | undefined) => number | null = never,
): Loaded<T> {
  const [, drawAgain] = useReducer((turn: number) => turn + 1, 0);
  const latest = useMemo(() => ({ load, again }), []);
  Object.assign(latest, { load, again });
  const observer = useMemo(() => {
    if (key === null) return null;
    const options: QueryObserverOptions<T> = {
      queryKey: [key],
      queryFn: () => latest.load(),
      refetchInterval: ({ state }) => latest.again(state.data as T | undefined) ?? false,
    };
    return new QueryObserver<T>(client, options);
  }, [key]);
  useEffect(() => observer?.subscribe(() => drawAgain(undefined as never)), [observer]);
  if (!observer) return NOTHING;
  const { data, error, isFetching, refetch } = observer.getOptimisticResult(
    client.defaultQueryOptions({ ...observer.options, _optimisticResults: 'optimistic' }) as never,
  );
  return { value: data, error: error ?? undefined, loading: isFetching, reload: () => void refetch() };
}

const never = (): null => null;

export interface LoadedList<T, Rest extends object = object> extends Loaded<readonly T[]> {
  /** All that was read so far, with whatever else the answers say. */
  readonly page: (Page<T> & Rest) | undefined;
  readonly hasMore: boolean;
  readonly more: () => Promise<void>;
}

/** Pages read one after another as one: what else an answer says is said by the latest. */
const joined = <T, Rest extends object>(shown: Page<T>, next: Page<T> & Rest): Page<T> & Rest => ({
  ...next,
  items: [...shown.items, ...next.items],
});

/**
 * A list that is read page by page; `more` appends the next one.
 * @param isFinal its rows never change, new ones come on top: as long as none has, what was read below stays when the first page
 * is read again. Any other list begins anew then.
 */
export function useList<T, Rest extends object = object>(
  key: string | null,
  load: (cursor?: string) => Promise<Page<T> & Rest>,
  isFinal = false,
): LoadedList<T, Rest> {
  const first = useLoaded<Page<T> & Rest>(key, async () => {
    const page = await load();
    const known = isFinal ? client.getQueryData<Page<T> & Rest>([key]) : undefined;
    const isSame =
      known && JSON.stringify(known.items.slice(0, page.items.length)) === JSON.stringify(page.items);
    return isSame ? known : page;
  });
  return {
    ...first,
    value: first.value?.items,
    page: first.value,
    hasMore: Boolean(first.value?.nextCursor),
    more: async () => {
      const shown = first.value;
      if (key === null || !shown?.nextCursor) return;
      const next = await load(shown.nextCursor);
      client.setQueryData<Page<T> & Rest>([key], (now) =>
        // What was read again meanwhile begins anew: the page that was asked for does not follow it.
        now === shown ? joined<T, Rest>(shown, next) : now,
      );
    },
  };
}
