import { namePartner, routes, type BroughtByDto } from '@rocket/contracts';
import { Alert, Button, TextField, writeDate } from '@rocket/ui';
import { useBroughtBy } from '../../account/partner/reads';
import { refreshAccount, todayOf } from '../../account/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import type { CustomerMe } from '../../session';
import { Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { partnerWords } from '../../text/partner-words';
import { mayAdminister } from '../may-spend';

/** Who brought the customer, or where to say so while it may be said; nothing where there is neither. */
export function BroughtBy({ me }: { me: CustomerMe }) {
  const w = partnerWords();
  const { partner, mayNameUntil } = useBroughtBy(me.account.id).value ?? NOTHING;
  if (partner)
    return (
      <Panel title={w.partner} padded>
        <p>{w.broughtYou(partner.name, writeDate(todayOf(partner.since)))}</p>
      </Panel>
    );
  if (mayNameUntil === null || !mayAdminister(me)) return null;
  return (
    <Panel title={w.nameIt} padded>
      <NameForm accountId={me.account.id} until={mayNameUntil} />
    </Panel>
  );
}

const NOTHING: BroughtByDto = { partner: null, mayNameUntil: null };

function NameForm({ accountId, until }: { accountId: string; until: string }) {
  const w = partnerWords();
  const form = useForm({
    initial: { code: '' },
    schema: namePartner,
    read: (values) => values,
    send: (body, idempotencyKey) =>
      call(routes.namePartner, { params: { id: accountId }, body, idempotencyKey }),
    done: ({ partner }) => {
      // The offer may sell other things to customers of a partner.
      refreshAccount(accountId);
      toasts.say(w.named(partner?.name ?? ''));
    },
  });
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      <p class="muted">{w.nameText(writeDate(until))}</p>
      {form.alert && <Alert tone="danger">{form.alert}</Alert>}
      <div class="short">
        <TextField label={w.code} autocomplete="off" required {...form.field('code')} />
      </div>
      <Button kind="primary" type="submit" busy={form.busy}>
        {w.nameYes}
      </Button>
    </form>
  );
}
