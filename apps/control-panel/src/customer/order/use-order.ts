import { fullName } from '../../account/full-name';
import { ApiProblem, routes, type SubscriptionDto } from '@rocket/contracts';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { refreshAccount } from '../../account/reads';
import { call } from '../../api';
import { refusalText } from '../../form/refusal-text';
import { toasts } from '../../shell/toasts';
import { cabinetWords } from '../../text/cabinet-words';
import { words } from '../../text/words';
import { moved } from './moved';

export interface Order {
  /** As the customer sees it: at once as it was wished, before the server has answered. */
  readonly shown: readonly SubscriptionDto[];
  readonly move: (from: number, to: number) => void;
}

/** What one toast can take back: several moves of one product by the keyboard are one act. */
interface Series {
  readonly id: string;
  readonly toast: number;
  readonly before: readonly string[];
}

const idsOf = (list: readonly SubscriptionDto[]): readonly string[] => list.map(({ id }) => id);

/**
 * The order of importance (rule 12) on the screen: a move is shown, saved and said at once, and can be taken back. Moves that
 * follow faster than the server answers are sent one after another, only the last of those that wait.
 */
export function useOrder(accountId: string, subscriptions: readonly SubscriptionDto[]): Order {
  const [wished, wish] = useState<readonly string[] | null>(null);
  const saving = useRef<Promise<void> | null>(null);
  const waiting = useRef<readonly string[] | null>(null);
  const series = useRef<Series | null>(null);
  // What was read again since is the truth, whoever changed it.
  useEffect(() => {
    if (!saving.current) wish(null);
  }, [subscriptions]);

  // A row that is moved in the page loses the focus it holds.
  const held = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const before = held.current;
    held.current = null;
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  }, [wished]);

  const byId = new Map(subscriptions.map((one) => [one.id, one]));
  const known = wished?.flatMap((id) => byId.get(id) ?? []) ?? [];
  const shown = known.length === subscriptions.length ? known : subscriptions;

  const send = async (first: readonly string[]): Promise<void> => {
    waiting.current = first;
    try {
      while (waiting.current) {
        const order = [...waiting.current];
        waiting.current = null;
        await call(routes.orderSubscriptions, { params: { id: accountId }, body: { order } });
      }
    } catch (error) {
      waiting.current = null;
      wish(null);
      const isOld = error instanceof ApiProblem && error.problem.code === 'order_out_of_date';
      toasts.say(isOld ? cabinetWords().order.old : refusalText(words.peek(), error), { tone: 'danger' });
    } finally {
      saving.current = null;
      refreshAccount(accountId);
    }
  };
  const save = (order: readonly string[]): void => {
    wish(order);
    if (saving.current) waiting.current = order;
    else saving.current = send(order);
  };

  const move = (from: number, to: number): void => {
    const next = moved(shown, from, to);
    const one = shown[from]!;
    if (next === shown) return;
    held.current = document.activeElement;
    const t = cabinetWords().order;
    const last = series.current;
    const goesOn = last?.id === one.id && toasts.shown.peek().some(({ id }) => id === last.toast);
    const before = goesOn ? last.before : idsOf(shown);
    if (goesOn) toasts.drop(last.toast);
    const back = (): void => {
      series.current = null;
      save(before);
      toasts.say(t.undone);
    };
    const toast = toasts.say(t.moved(fullName(one), next.indexOf(one) + 1, next.length), {
      undo: { label: words.peek().common.undo, run: back },
    });
    series.current = { id: one.id, toast, before };
    save(idsOf(next));
  };
  return { shown, move };
}
