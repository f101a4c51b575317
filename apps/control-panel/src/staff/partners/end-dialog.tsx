import { endPartnership, routes, type PartnershipDto } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import { writeDate } from '@rocket/ui';
import { refreshPartner } from '../../account/partner/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { toasts } from '../../shell/toasts';
import { partnerWords } from '../../text/partner-words';
import { words } from '../../text/words';
import { DayAndReason } from './day-and-reason';

/** Ends a partnership with a day, today or later; until it is over the day may be changed. */
export function EndDialog({
  accountId,
  of,
  today,
  onClose,
}: {
  accountId: string;
  of: PartnershipDto;
  today: LocalDate;
  onClose: () => void;
}) {
  const w = partnerWords();
  const form = useForm({
    initial: { on: of.endsOn ?? (today as string), reason: '' },
    schema: endPartnership,
    read: (values) => values,
    send: (body, idempotencyKey) =>
      call(routes.endPartnership, { params: { id: accountId }, body, idempotencyKey }),
    done: ({ endsOn }) => {
      refreshPartner(accountId);
      toasts.say(w.endIsSet(writeDate(endsOn ?? '')));
      onClose();
    },
  });
  return (
    <DayAndReason
      title={of.endsOn === null ? w.end : w.changeEnd}
      text={w.endText}
      day={{ label: w.lastDay, min: today }}
      yes={of.endsOn === null ? w.endYes : words.value.common.save}
      form={form}
      onClose={onClose}
    />
  );
}
