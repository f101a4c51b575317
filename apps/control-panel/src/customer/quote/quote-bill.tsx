import { ALL_UNITS, type SubscriptionQuoteDto } from '@rocket/contracts';
import { Money, writeDate, writeMoney } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { perPeriod } from '../../account/period-words';
import { refusalText, shortageOf } from '../../form/refusal-text';
import type { Loaded } from '../../load';
import { quoteWords } from '../../text/quote-words';
import { words } from '../../text/words';
import { RefusalAlert } from '../refusal-alert';

const isSome = (amount: string): boolean => /[1-9]/.test(amount);

/** What would be charged now and next, as the server rehearsed it; why it would be refused. */
export function QuoteBill({
  of,
  children,
}: {
  of: Loaded<SubscriptionQuoteDto>;
  children?: ComponentChildren;
}) {
  const t = words.value;
  const q = quoteWords();
  if (of.error && !of.loading)
    return <RefusalAlert text={refusalText(t, of.error)} shortage={shortageOf(of.error)} />;
  const quote = of.value;
  return (
    <div class="bill" role="status" aria-busy={!quote}>
      <div class="bill-line">
        <span>{quote?.trialEndsOn ? t.products.chargedLater : t.products.chargedNow}</span>
        <strong>{quote ? <Money value={quote.chargedNow} /> : q.counting}</strong>
      </div>
      {quote && <Rest of={quote} />}
      {quote?.free ? <FreeTerm of={quote.free} /> : children}
    </div>
  );
}

/** What is given free of charge with it, and where its bound is. */
function FreeTerm({ of: free }: { of: NonNullable<SubscriptionQuoteDto['free']> }) {
  const q = quoteWords();
  if (!free.from || !free.until) return null;
  const told = free.begun
    ? q.freeUntil(free.until, free.promotion)
    : q.freeAfterTrial(free.from, free.until, free.promotion);
  return <p>{free.quantity < ALL_UNITS ? `${told}, ${q.atMost(free.quantity)}` : told}</p>;
}

function Rest({ of: quote }: { of: SubscriptionQuoteDto }) {
  const t = words.value;
  const q = quoteWords();
  const { oneMore } = quote;
  return (
    <>
      <div class="bill-line muted">
        <span>{t.products.cost}</span>
        <span>
          <Money value={quote.cost} /> {perPeriod(t, quote.period)}
        </span>
      </div>
      {quote.nextChargeOn && (
        <div class="bill-line muted">
          <span>{q.next(writeDate(quote.nextChargeOn))}</span>
          <Money value={quote.nextCharge} />
        </div>
      )}
      {!quote.autoRenew && <p class="muted">{q.noRenew}</p>}
      {isSome(quote.credit.amount) && (
        <p class="muted">{t.products.credit(writeMoney(t.language, quote.credit))}</p>
      )}
      {oneMore && (
        <p class="muted">
          {q.oneMore(
            oneMore.quantity,
            `${writeMoney(t.language, oneMore.cost)} ${perPeriod(t, quote.period)}`,
            t.days(oneMore.noticeDays),
          )}
        </p>
      )}
    </>
  );
}
