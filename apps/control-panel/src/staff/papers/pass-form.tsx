import { handOverByHand, routes, sendDocument, type DocumentDto } from '@rocket/contracts';
import { Alert, Button, SelectField, Switch, TextField } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { refreshAccount } from '../../account/reads';
import { call } from '../../api';
import { useForm, type Form } from '../../form/use-form';
import { refresh } from '../../load';
import { toasts } from '../../shell/toasts';
import { officeWords } from '../../text/office-words';
import { words } from '../../text/words';

interface PassProps {
  readonly accountId: string;
  readonly document: DocumentDto;
}
type Way = 'email' | 'post' | 'edo';

/** Gives a document to the customer in one of three ways; originals are the accountant's. */
export function PassForm({ mayHandOver, ...props }: PassProps & { mayHandOver: boolean }) {
  const o = officeWords();
  const ways: readonly Way[] = mayHandOver
    ? props.document.files.xml
      ? ['email', 'post', 'edo']
      : ['email', 'post']
    : ['email'];
  const [way, choose] = useState<Way>('email');
  return (
    <section class="stack">
      <h3>{o.pass}</h3>
      {ways.length > 1 && (
        <SelectField
          name="way"
          label={o.how}
          value={way}
          choices={ways.map((one) => ({ value: one, text: o.ways[one] }))}
          onChange={(value) => choose(value as Way)}
        />
      )}
      {way === 'email' && <ByMail {...props} />}
      {way === 'post' && <ByPost {...props} />}
      {way === 'edo' && <ByEdo {...props} />}
    </section>
  );
}

const passed = (accountId: string) => () => {
  refresh('hand-overs/');
  refreshAccount(accountId);
  toasts.say(officeWords().handedOver);
};

function Foot<V extends Readonly<Record<string, string>>>({ form, yes }: { form: Form<V>; yes: string }) {
  return (
    <>
      {form.alert && <Alert tone="danger">{form.alert}</Alert>}
      <div class="row row-end">
        <Button kind="primary" type="submit" busy={form.busy}>
          {yes}
        </Button>
      </div>
    </>
  );
}

function ByMail({ accountId, document }: PassProps) {
  const t = words.value;
  const o = officeWords();
  const [withXml, wantXml] = useState(document.files.xml !== null);
  const form = useForm({
    initial: { emails: '' },
    schema: sendDocument,
    read: ({ emails }) => {
      const given = emails.split(/[\s,;]+/).filter(Boolean);
      return { ...(given.length > 0 ? { emails: given } : {}), withXml };
    },
    send: (body, idempotencyKey) =>
      call(routes.sendDocument, { params: { id: document.id }, body, idempotencyKey }),
    done: passed(accountId),
  });
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      <TextField
        label={o.emails}
        hint={o.emailsHint}
        optional={t.common.optional}
        {...form.field('emails')}
      />
      {document.files.xml && <Switch label={o.withXml} on={withXml} onChange={wantXml} />}
      <Foot form={form} yes={o.send} />
    </form>
  );
}

function ByPost({ accountId, document }: PassProps) {
  const t = words.value;
  const o = officeWords();
  const form = useForm({
    initial: { note: '', sentOn: '' },
    schema: handOverByHand,
    read: ({ note, sentOn }) => ({ channel: 'post', note, ...(sentOn ? { sentOn } : {}) }),
    send: (body, idempotencyKey) =>
      call(routes.handOver, { params: { id: document.id }, body, idempotencyKey }),
    done: passed(accountId),
  });
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      <TextField label={o.note} hint={o.noteHint} multiline required {...form.field('note')} />
      <TextField
        label={o.sentOn}
        type="date"
        min={document.issuedOn}
        optional={t.common.optional}
        {...form.field('sentOn')}
      />
      <Foot form={form} yes={o.mark} />
    </form>
  );
}

function ByEdo({ accountId, document }: PassProps) {
  const o = officeWords();
  const form = useForm({
    initial: {},
    schema: handOverByHand,
    read: () => ({ channel: 'edo' }),
    send: (body, idempotencyKey) =>
      call(routes.handOver, { params: { id: document.id }, body, idempotencyKey }),
    done: passed(accountId),
  });
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      <p class="muted">{o.edoText}</p>
      <Foot form={form} yes={o.handOver} />
    </form>
  );
}
