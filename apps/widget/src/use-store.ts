import { useLayoutEffect, useState } from 'preact/hooks';
import type { Store } from './store';

export function useStore<T>(store: Store<T>): T {
  const [state, setState] = useState(store.state);
  useLayoutEffect(() => {
    const sync = () => setState(() => store.state);
    sync(); // The store may have moved on between the first draw and this subscription.
    return store.subscribe(sync);
  }, [store]);
  return state;
}
