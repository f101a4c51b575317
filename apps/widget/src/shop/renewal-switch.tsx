import type { SubscriptionDto } from '@rocket/contracts';
import { useState } from 'preact/hooks';
import { writeDate, writeMoney } from '../text/write';
import { sayRefusal, type Words } from '../text/words';
import type { Refusal } from '../widget-api';
import type { ShelfCardProps } from './shelf-card';

/** Switches auto-renewal after saying what will come of it: on costs money on a day, off ends the product on one. */
export function RenewalSwitch({
  item,
  subscription,
  state,
  shop,
  session,
  words,
}: ShelfCardProps & { subscription: SubscriptionDto }) {
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const isOn = subscription.autoRenew;
  const doIt = async () => {
    setBusy(true);
    const why = await shop.switchRenewal(item, !isOn);
    setBusy(false);
    setRefusal(why);
    if (why) return;
    setAsking(false);
    session.refresh();
  };
  return (
    <div class="renewal">
      <div class="renewal__line">
        <span aria-hidden="true">{words.renewal}</span>
        <button
          type="button"
          class="switch"
          role="switch"
          aria-checked={isOn}
          aria-label={words.renewalOf(item.name)}
          disabled={!state.shelf.maySpend || isBusy}
          onClick={() => setAsking(!isAsking)}
        />
      </div>
      {isAsking && (
        <div class="question" role="group" aria-label={words.renewalOf(item.name)}>
          <p>{consequence(subscription, words)}</p>
          <div class="question__acts">
            <button type="button" class="button button--main" disabled={isBusy} onClick={() => void doIt()}>
              {isOn ? words.turnOff : words.turnOn}
            </button>
            <button type="button" class="button" onClick={() => setAsking(false)}>
              {words.cancel}
            </button>
          </div>
        </div>
      )}
      <span role="status">{refusal && <span class="outcome">{sayRefusal(words, refusal)}</span>}</span>
    </div>
  );
}

function consequence(subscription: SubscriptionDto, words: Words): string {
  const { autoRenew, cost, period, paidUntil, trialEndsOn, state } = subscription;
  const lastDay = (state === 'trial' ? trialEndsOn : paidUntil) ?? '';
  if (autoRenew) return words.askRenewalOff(writeDate(words, lastDay));
  return words.askRenewalOn(writeMoney(words, cost), words.per(period), writeDate(words, dayAfter(lastDay)));
}

/** Business dates are nobody's time zone. */
function dayAfter(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return date;
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}
