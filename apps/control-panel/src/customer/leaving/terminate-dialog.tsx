import {
  routes,
  terminateAccount,
  type BalanceDto,
  type OfferProfileDto,
  type SubscriptionDto,
} from '@rocket/contracts';
import { addDays, later, localDate, parseMinor, type LocalDate } from '@rocket/kernel';
import { Alert, Button, Dialog, TextField, writeDate, writeMoney } from '@rocket/ui';
import { refreshAccount, todayOf, useForecast, useSubscriptions } from '../../account/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { Ready } from '../../shell/loading';
import { toasts } from '../../shell/toasts';
import { leavingWords } from '../../text/leaving-words';
import { words } from '../../text/words';
import { isMoney, moneyLeft, returnsBalance, whatStops } from './what-is-left';

/** Gives notice of termination, after saying what ends, when, and what becomes of the money (rules 21–23). */
export function TerminateDialog({
  accountId,
  seller,
  balance,
  onClose,
}: {
  accountId: string;
  seller: OfferProfileDto;
  balance: BalanceDto;
  onClose: () => void;
}) {
  const t = words.value;
  const l = leavingWords();
  const form = useForm({
    initial: { reason: '' },
    schema: terminateAccount,
    read: ({ reason }) => ({ reason, initiator: 'customer' }),
    send: (body, idempotencyKey) =>
      call(routes.terminateAccount, { params: { id: accountId }, body, idempotencyKey }),
    done: ({ effectiveOn }) => {
      refreshAccount(accountId);
      toasts.say(l.given(writeDate(effectiveOn)));
      onClose();
    },
  });
  return (
    <Dialog wide title={l.dialogTitle} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        <Consequences accountId={accountId} seller={seller} balance={balance} />
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <TextField label={t.common.reason} hint={l.reasonHint} multiline required {...form.field('reason')} />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="danger" type="submit" busy={form.busy}>
            {l.terminate}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Consequences({
  accountId,
  seller,
  balance,
}: {
  accountId: string;
  seller: OfferProfileDto;
  balance: BalanceDto;
}) {
  const t = words.value;
  const l = leavingWords();
  const { terminationAfterDays: days, refund } = seller.terms;
  const subscriptions = useSubscriptions(accountId);
  const byNotice = addDays(todayOf(balance.asOf, seller.timeZone), days);
  const endsOn = keepsPaidDays(seller) ? lastPaidDay(subscriptions.value ?? [], byNotice) : byNotice;
  const ahead = useForecast(accountId, days > 0 ? addDays(endsOn, -1) : null);
  return (
    <Alert tone="warning" title={l.whatHappens}>
      <Ready of={subscriptions} lines={3}>
        {(items) => {
          const names = whatStops(items).map((name) => `«${name}»`);
          const told = ahead.value;
          // Years of daily charges are not all reckoned: what is left after a part of them would be a promise too many.
          const isTooFar = told !== undefined && told.until < addDays(endsOn, -1);
          const left = told && !isTooFar ? moneyLeft(balance, told) : null;
          return (
            <ul class="consequences">
              <li>
                {endsOn > byNotice ? l.endsWithPaid(writeDate(endsOn)) : l.endsOn(writeDate(endsOn), days)}
              </li>
              <li>{names.length > 0 ? l.stops(names.join(', ')) : l.nothingStops}</li>
              {isMoney(balance.bonus) && <li>{l.bonusGone(writeMoney(t.language, balance.bonus))}</li>}
              <li>
                {isMoney(balance.money) ? l.moneyNow(writeMoney(t.language, balance.money)) : l.noMoney}{' '}
                {!returnsBalance(refund)
                  ? l.noRefund
                  : isMoney(balance.money) &&
                    (isTooFar
                      ? l.tooFar(writeDate(told.until))
                      : left && l.moneyThen(writeMoney(t.language, left)))}
              </li>
              <li>{l.noUndo}</li>
            </ul>
          );
        }}
      </Ready>
    </Alert>
  );
}

const keepsPaidDays = ({ terms }: OfferProfileDto): boolean => terms.paidDaysOnLeaving === 'kept';

/** The day after the last one that was paid with money, when the contract lasts so long (the server decides the same). */
const lastPaidDay = (items: readonly SubscriptionDto[], byNotice: LocalDate): LocalDate =>
  items
    .filter(
      ({ state, paidUntil, cost }) =>
        state === 'active' && paidUntil !== null && parseMinor(cost.amount) > 0n,
    )
    .reduce((last, { paidUntil }) => later(last, addDays(localDate(paidUntil!), 1)), byNotice);
