import { routes, type SubscriptionDto } from '@rocket/contracts';
import { Switch, writeDate, writeMoney } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { refreshAccount, useSubscriptions } from '../../account/reads';
import { call } from '../../api';
import { refusalText } from '../../form/refusal-text';
import type { CustomerMe } from '../../session';
import { Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { peopleWords } from '../../text/people-words';
import { words } from '../../text/words';
import { maySpend } from '../may-spend';

/** Which products count by the users of amoCRM, and what that will come to. */
export function SeatsPanel({ me }: { me: CustomerMe }) {
  const t = words.value;
  const p = peopleWords();
  const subscriptions = useSubscriptions(me.account.id);
  const [busy, setBusy] = useState<string | null>(null);
  const bySeats = (subscriptions.value ?? []).filter(
    ({ state, mayFollowSeats, followSeats }) => state !== 'ended' && (mayFollowSeats || followSeats),
  );
  if (bySeats.length === 0) return null;
  const follow = async (one: SubscriptionDto, followSeats: boolean): Promise<void> => {
    setBusy(one.id);
    try {
      await call(routes.changeSubscription, { params: { id: one.id }, body: { followSeats } });
      toasts.say(followSeats ? p.followOn(one.productName) : p.followOff(one.productName));
    } catch (error) {
      toasts.say(refusalText(t, error), { tone: 'danger' });
    } finally {
      setBusy(null);
      refreshAccount(me.account.id);
    }
  };
  return (
    <Panel title={p.followTitle} padded>
      <div class="stack">
        <p class="muted">{p.followText}</p>
        {bySeats.map((one) => (
          <div key={one.id}>
            <Switch
              on={one.followSeats}
              label={one.productName}
              busy={busy === one.id}
              disabled={!maySpend(me)}
              onChange={(on) => void follow(one, on)}
            />
            <div class="muted">
              {p.now(one.quantity)}
              {one.nextQuantity &&
                `; ${p.next(
                  one.nextQuantity.quantity,
                  one.nextQuantity.effectiveOn && writeDate(one.nextQuantity.effectiveOn),
                  writeMoney(t.language, one.nextQuantity.cost),
                )}`}
            </div>
          </div>
        ))}
      </div>
    </Panel>
  );
}
