import {
  routes,
  terminateAccount,
  type BalanceDto,
  type LeavingDaysDto,
  type OfferProfileDto,
} from '@rocket/contracts';
import { addDays, type LocalDate } from '@rocket/kernel';
import { Alert, Button, Dialog, SelectField, TextField, writeDate, writeMoney } from '@rocket/ui';
import { refreshAccount, todayOf, useForecast, useLeavingDays, useSubscriptions } from '../../account/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { Ready } from '../../shell/loading';
import { toasts } from '../../shell/toasts';
import { leavingWords } from '../../text/leaving-words';
import { words } from '../../text/words';
import { endOfContract, groundsOf } from '../../account/leaving/when-it-ends';
import { isMoney, moneyLeft, returnsBalance, whatStops } from './what-is-left';

interface Leaving {
  readonly accountId: string;
  readonly seller: OfferProfileDto;
  readonly balance: BalanceDto;
}

/** Gives notice of termination, after saying what ends, when, and what becomes of the money (rules 21–23). */
export function TerminateDialog({ onClose, ...leaving }: Leaving & { onClose: () => void }) {
  const l = leavingWords();
  const days = useLeavingDays(leaving.accountId);
  return (
    <Dialog wide title={l.dialogTitle} closeLabel={words.value.common.close} onClose={onClose}>
      <Ready of={days} lines={4}>
        {(known) => <NoticeForm {...leaving} days={known} onClose={onClose} />}
      </Ready>
    </Dialog>
  );
}

function NoticeForm({ days, onClose, ...leaving }: Leaving & { days: LeavingDaysDto; onClose: () => void }) {
  const t = words.value;
  const l = leavingWords();
  const form = useForm({
    initial: { reason: '', because: 'notice', effectiveOn: days.byNotice as string },
    schema: terminateAccount,
    read: ({ reason, because, effectiveOn }) => ({
      reason,
      initiator: 'customer',
      ...(because === 'notice'
        ? effectiveOn && effectiveOn !== days.byNotice && { effectiveOn }
        : { because }),
    }),
    send: (body, idempotencyKey) =>
      call(routes.terminateAccount, { params: { id: leaving.accountId }, body, idempotencyKey }),
    done: ({ effectiveOn }) => {
      refreshAccount(leaving.accountId);
      toasts.say(l.given(writeDate(effectiveOn)));
      onClose();
    },
  });
  const grounds = groundsOf(days);
  const { because = 'notice', effectiveOn = '' } = form.values;
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      {grounds.length > 1 && (
        <SelectField
          label={l.ground}
          choices={grounds.map((value) => ({ value, text: l.grounds[value] }))}
          {...form.field('because')}
        />
      )}
      {because === 'notice' && (
        <TextField
          type="date"
          label={l.endDay}
          hint={l.endDayHint(writeDate(days.byNotice))}
          min={days.byNotice}
          max={days.latest}
          {...form.field('effectiveOn')}
        />
      )}
      <Consequences {...leaving} endsOn={endOfContract(days, because, effectiveOn)} days={days} />
      {form.alert && <Alert tone="danger">{form.alert}</Alert>}
      <TextField label={t.common.reason} hint={l.reasonHint} multiline required {...form.field('reason')} />
      <div class="row row-end">
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <Button kind="danger" type="submit" busy={form.busy}>
          {l.terminate}
        </Button>
      </div>
    </form>
  );
}

function Consequences({
  accountId,
  seller,
  balance,
  endsOn,
  days,
}: Leaving & { endsOn: LocalDate; days: LeavingDaysDto }) {
  const t = words.value;
  const l = leavingWords();
  const { terminationAfterDays, refund } = seller.terms;
  const subscriptions = useSubscriptions(accountId);
  const today = todayOf(balance.asOf, seller.timeZone);
  const byTerms = addDays(today, terminationAfterDays);
  // Later than the notice asks for without being named: what is paid for lasts until then.
  const isWithPaid =
    endsOn > today && (endsOn === days.forChanges || (endsOn === days.byNotice && endsOn > byTerms));
  const ahead = useForecast(accountId, endsOn > today ? addDays(endsOn, -1) : null);
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
                {isWithPaid
                  ? l.endsWithPaid(writeDate(endsOn))
                  : l.endsOn(writeDate(endsOn), endsOn <= today)}
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
