import { routes, type SubscriptionDto } from '@rocket/contracts';
import { addDays, localDate } from '@rocket/kernel';
import { Button, Dialog, writeDate, writeMoney, writeUnitPrice } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { fullName } from '../account/full-name';
import { periodLength } from '../account/period-words';
import { refreshAccount } from '../account/reads';
import { call } from '../api';
import { refusalText, shortageOf, type Shortage } from '../form/refusal-text';
import { toasts } from '../shell/toasts';
import { nextPeriodWords } from '../text/next-period-words';
import { words } from '../text/words';
import { RefusalAlert } from './refusal-alert';

/** Paid with money, running, and nobody renews it: what the customer may ask one more period of. */
export const mayOrderNext = (one: SubscriptionDto): boolean =>
  one.state === 'active' &&
  !one.autoRenew &&
  !one.isPackage &&
  one.paidUntil !== null &&
  /[1-9]/.test(one.cost.amount);

/** Asks for one more period before the paid days are over, or takes it back. */
export function NextPeriod({
  accountId,
  of: one,
  short = false,
}: {
  accountId: string;
  of: SubscriptionDto;
  /** Where there is little room. */
  short?: boolean;
}) {
  const w = nextPeriodWords();
  const [asks, ask] = useState(false);
  if (!mayOrderNext(one)) return null;
  return (
    <>
      <Button
        size="small"
        {...(one.nextPeriodOrdered ? {} : { kind: 'primary' as const })}
        label={one.nextPeriodOrdered ? w.cancelFor(fullName(one)) : w.payFor(fullName(one))}
        onClick={() => ask(true)}
      >
        {one.nextPeriodOrdered ? w.ordered : short ? w.payShort : w.pay}
      </Button>
      {asks && <NextPeriodDialog accountId={accountId} of={one} onClose={() => ask(false)} />}
    </>
  );
}

function NextPeriodDialog({
  accountId,
  of: one,
  onClose,
}: {
  accountId: string;
  of: SubscriptionDto;
  onClose: () => void;
}) {
  const t = words.value;
  const w = nextPeriodWords();
  const [busy, setBusy] = useState(false);
  const [refused, refuse] = useState<{ text: string; shortage: Shortage | null } | null>(null);
  // What is shown is of the subscription as it was when the dialog opened.
  const [wasOrdered] = useState(Boolean(one.nextPeriodOrdered));
  const from = writeDate(addDays(localDate(one.paidUntil!), 1));
  const send = () => {
    setBusy(true);
    refuse(null);
    call(routes.orderNextPeriod, { params: { id: one.id }, body: { ordered: !wasOrdered } })
      .then(
        () => {
          refreshAccount(accountId);
          toasts.say(wasOrdered ? w.cancelled(fullName(one)) : w.done(fullName(one), from));
          onClose();
        },
        (error: unknown) => refuse({ text: refusalText(t, error), shortage: shortageOf(error) }),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={wasOrdered ? w.cancelTitle(fullName(one)) : w.payTitle(fullName(one))}
      closeLabel={t.common.close}
      onClose={onClose}
    >
      <div class="stack">
        <p>
          {wasOrdered
            ? w.cancelText(writeDate(one.paidUntil!))
            : w.payText(periodLength(t, one.period), writeMoney(t.language, one.cost), from)}
        </p>
        {!wasOrdered && one.nextPrice && (
          <p>
            {t.products.nextPrice(
              writeUnitPrice(t.language, one.nextPrice.unitPrice),
              writeDate(one.nextPrice.effectiveOn),
            )}
          </p>
        )}
        {!wasOrdered && <p class="muted">{w.keptText}</p>}
        <RefusalAlert text={refused?.text ?? null} shortage={refused?.shortage ?? null} />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind={wasOrdered ? 'danger' : 'primary'} busy={busy} onClick={send}>
            {wasOrdered ? w.cancel : w.pay}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
