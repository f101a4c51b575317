import { routes, setBroughtBy, type AccountDto, type BroughtByDto } from '@rocket/contracts';
import { Alert, Button, Dialog, TextField, writeDate } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { useBroughtBy } from '../../account/partner/reads';
import { refreshAccount, todayOf } from '../../account/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { maySee } from '../../shell/navigation';
import { toasts } from '../../shell/toasts';
import { partnerWords } from '../../text/partner-words';
import { words } from '../../text/words';
import type { StaffScreen } from '../staff-screens';

/** Which partner brought a customer, and the way to say otherwise. */
export function BroughtBy({ me, account }: StaffScreen & { account: AccountDto }) {
  const w = partnerWords();
  const known = useBroughtBy(account.id).value;
  const [isChanging, change] = useState(false);
  if (!known) return null;
  const act = known.partner ? w.change : w.say;
  return (
    <span class="with-chip">
      <Bringer me={me} of={known} />
      <Button size="small" label={w.changeLabel(act)} onClick={() => change(true)}>
        {act}
      </Button>
      {isChanging && <ChangeDialog accountId={account.id} of={known} onClose={() => change(false)} />}
    </span>
  );
}

function Bringer({ me, of: { partner } }: StaffScreen & { of: BroughtByDto }) {
  const w = partnerWords();
  if (!partner) return <span class="muted">{w.nobody}</span>;
  return (
    <span>
      {partner.accountId && maySee(me.role, 'partners') ? (
        <a href={`/partners/${partner.accountId}`}>{partner.name}</a>
      ) : (
        partner.name
      )}{' '}
      <span class="muted">{w.partnerSince(writeDate(todayOf(partner.since)))}</span>
    </span>
  );
}

function ChangeDialog({
  accountId,
  of,
  onClose,
}: {
  accountId: string;
  of: BroughtByDto;
  onClose: () => void;
}) {
  const t = words.value;
  const w = partnerWords();
  const [isNobody, sayNobody] = useState(false);
  const form = useForm({
    initial: { code: '', reason: '' },
    schema: setBroughtBy,
    read: ({ code, reason }) => ({ code: isNobody ? null : code, reason }),
    send: (body) => call(routes.setBroughtBy, { params: { id: accountId }, body }),
    done: () => {
      refreshAccount(accountId);
      toasts.say(w.broughtChanged);
      onClose();
    },
  });
  return (
    <Dialog title={w.changeTitle} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        <p class="muted">{w.changeText}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        {!isNobody && <TextField label={w.code} autocomplete="off" required {...form.field('code')} />}
        {of.partner && (
          <label class="pick">
            <input type="checkbox" checked={isNobody} onChange={() => sayNobody(!isNobody)} />
            {w.nobodyBrought}
          </label>
        )}
        <TextField
          label={t.common.reason}
          hint={t.common.reasonHint}
          multiline
          required
          {...form.field('reason')}
        />
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
