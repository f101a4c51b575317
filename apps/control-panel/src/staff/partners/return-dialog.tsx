import { returnPayout, routes, type PartnerPayoutDto } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import { writeMoney } from '@rocket/ui';
import { refreshPartner } from '../../account/partner/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { toasts } from '../../shell/toasts';
import { partnerWords } from '../../text/partner-words';
import { words } from '../../text/words';
import { DayAndReason } from './day-and-reason';

/** The bank sent a payment back, or it was never made. */
export function ReturnDialog({
  accountId,
  today,
  payout,
  onClose,
}: {
  accountId: string;
  today: LocalDate;
  payout: PartnerPayoutDto;
  onClose: () => void;
}) {
  const w = partnerWords();
  const form = useForm({
    initial: { on: today as string, reason: '' },
    schema: returnPayout,
    read: (values) => values,
    send: (body, idempotencyKey) =>
      call(routes.returnPayout, { params: { id: accountId, payoutId: payout.id }, body, idempotencyKey }),
    done: () => {
      refreshPartner(accountId);
      toasts.say(w.givenBack);
      onClose();
    },
  });
  return (
    <DayAndReason
      title={w.giveBackTitle(writeMoney(words.value.language, payout.amount))}
      text={w.giveBackText}
      day={{ label: w.givenBackOn, min: payout.paidOn, max: today }}
      yes={w.giveBackYes}
      form={form}
      onClose={onClose}
    />
  );
}
