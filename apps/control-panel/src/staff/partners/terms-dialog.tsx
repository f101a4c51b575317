import { rewardTerms, routes, type PartnershipDto } from '@rocket/contracts';
import { addMonths, localDate } from '@rocket/kernel';
import { Alert, Button, Dialog, SelectField } from '@rocket/ui';
import { refreshPartner } from '../../account/partner/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { toasts } from '../../shell/toasts';
import { partnerWords } from '../../text/partner-words';
import { words } from '../../text/words';
import { readTerms, TermsFields } from './terms-fields';

const AHEAD = 12;

/** The month under way, which is not told yet, and those of the year after it while the partnership lasts. */
function monthsToChoose({ underWay, endsOn }: PartnershipDto): string[] {
  const first = localDate(`${underWay.month}-01`);
  const all = Array.from({ length: AHEAD + 1 }, (_, ahead) => addMonths(first, ahead));
  return all.filter((day) => endsOn === null || day <= endsOn).map((day) => day.slice(0, 7));
}

/** Other reward terms from a month on; the newest ones are where it begins. */
export function TermsDialog({
  accountId,
  of,
  onClose,
}: {
  accountId: string;
  of: PartnershipDto;
  onClose: () => void;
}) {
  const t = words.value;
  const w = partnerWords();
  const [newest] = of.terms;
  const months = monthsToChoose(of);
  const form = useForm({
    initial: {
      from: months[0] ?? '',
      base: newest?.base ?? 'top_ups',
      percent: newest?.percent.replace('.', ',') ?? '',
      months: newest?.months?.toString() ?? '',
    },
    schema: rewardTerms,
    read: ({ from, ...typed }) => ({ from, ...readTerms(typed) }),
    send: (body, idempotencyKey) =>
      call(routes.changeRewardTerms, { params: { id: accountId }, body, idempotencyKey }),
    done: () => {
      refreshPartner(accountId);
      toasts.say(w.changed);
      onClose();
    },
  });
  return (
    <Dialog title={w.changeTerms} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        <p class="muted">{w.changeTermsText}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <SelectField
          label={w.from}
          choices={months.map((month) => ({ value: month, text: w.month(month) }))}
          {...form.field('from')}
        />
        <TermsFields field={form.field} />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={form.busy}>
            {t.common.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
