import { useEffect } from 'preact/hooks';
import type { Session } from '../session';
import { useStore } from '../use-store';
import { Overview, type OverviewState } from './overview';

const known = new WeakMap<Session, Overview>();

/** Balance and products while somebody looks at them: read at once, whenever all is read anew, and when a notice has come. */
export function useOverview(session: Session): OverviewState {
  const overview = known.get(session) ?? new Overview(session.api);
  known.set(session, overview);
  const state = useStore(overview);
  useEffect(() => {
    void overview.refresh();
    let newest = session.inbox.newest;
    // Something new in the inbox usually means that money or a product has moved too.
    const stop = session.inbox.subscribe(() => {
      if (session.inbox.newest === newest) return;
      newest = session.inbox.newest;
      void overview.refresh();
    });
    const forget = session.onRefresh(() => void overview.refresh());
    return () => {
      stop();
      forget();
    };
  }, [overview]);
  return state;
}
