import { useState } from 'preact/hooks';
import { PanelLink } from '../overview/panel-link';
import type { Session } from '../session';
import { writeDate } from '../text/write';
import { sayRefusal, type Words } from '../text/words';
import type { Refusal } from '../widget-api';
import type { InboxNotice } from './inbox';

/**
 * Lets an administrator refuse an announced price (clause 11.1.3): what will come of it is said before the second press.
 * A change of mind is made in the panel, where the product and its price are in sight.
 */
export function PriceChoice({
  change,
  session,
  words,
}: {
  change: NonNullable<InboxNotice['priceChange']>;
  session: Session;
  words: Words;
}) {
  const [isAsking, ask] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const lastDay = change.lastDayIfRefused && writeDate(words, change.lastDayIfRefused);
  const refuse = async () => {
    setBusy(true);
    const answer = await session.refusePrice(change.id);
    setRefusal(answer);
    setBusy(false);
    if (!answer) ask(false);
  };
  if (change.refused)
    return (
      <div class="choice">
        <p>{words.priceRefused(lastDay)}</p>
        <PanelLink session={session} words={words} page="/products" label={words.changeMind} look="link" />
      </div>
    );
  return (
    <div class="choice">
      {isAsking ? (
        <>
          <p>{words.refuseConsequence(lastDay)}</p>
          <span class="choice__acts">
            <button
              type="button"
              class="link link--danger"
              aria-busy={isBusy}
              disabled={isBusy}
              onClick={() => void refuse()}
            >
              {words.refuseYes}
            </button>
            <button type="button" class="link" onClick={() => ask(false)}>
              {words.keepProduct}
            </button>
          </span>
        </>
      ) : (
        <button type="button" class="link" onClick={() => ask(true)}>
          {words.refusePrice}
        </button>
      )}
      <span role="status">{refusal && <span class="outcome">{sayRefusal(words, refusal)}</span>}</span>
    </div>
  );
}
