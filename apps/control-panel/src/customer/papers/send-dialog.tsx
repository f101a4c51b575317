import { routes, sendDocument, type DocumentDto } from '@rocket/contracts';
import { Alert, Button, Dialog, SelectField, Switch } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { paperName } from '../../account/paper-name';
import { useProfile } from '../../account/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import type { CustomerMe } from '../../session';
import { Ready } from '../../shell/loading';
import { toasts } from '../../shell/toasts';
import { papersWords } from '../../text/papers-words';
import { words } from '../../text/words';
import { placesOf, type Place } from './places';

/** What of a document this dialog needs; an invoice is one too. */
export type SentPaper = Pick<DocumentDto, 'id' | 'kind' | 'number' | 'issuedOn'> & {
  readonly files: { readonly xml: string | null };
};

/** A document by letter, to oneself or to the addresses of the requisites: the panel writes to nobody else. */
export function SendDialog({
  me,
  document,
  onClose,
}: {
  me: CustomerMe;
  document: SentPaper;
  onClose: () => void;
}) {
  const t = words.value;
  const p = papersWords();
  const profile = useProfile(me.account.id);
  return (
    <Dialog title={p.sendPaper(paperName(document))} closeLabel={t.common.close} onClose={onClose}>
      <Ready of={profile} lines={3}>
        {(requisites) => {
          const places = placesOf(me.email, requisites?.emails ?? []);
          return places.length === 0 ? (
            <div class="stack">
              <Alert tone="warning">{p.sendNowhere}</Alert>
              <div class="row row-end">
                <Button onClick={onClose}>{t.common.cancel}</Button>
                <a class="button button-primary" href="/requisites">
                  {p.toRequisites}
                </a>
              </div>
            </div>
          ) : (
            <Where document={document} places={places} onClose={onClose} />
          );
        }}
      </Ready>
    </Dialog>
  );
}

function Where({
  document,
  places,
  onClose,
}: {
  document: SentPaper;
  places: readonly Place[];
  onClose: () => void;
}) {
  const t = words.value;
  const p = papersWords();
  const [withXml, wantXml] = useState(document.files.xml !== null);
  const form = useForm({
    initial: { emails: '0' },
    schema: sendDocument,
    read: ({ emails }) => ({ emails: [...(places[Number(emails)]?.emails ?? [])], withXml }),
    send: (body, idempotencyKey) =>
      call(routes.sendDocument, { params: { id: document.id }, body, idempotencyKey }),
    done: ({ recipients }) => {
      toasts.say(p.sent(recipients.join(', ')));
      onClose();
    },
  });
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      {form.alert && <Alert tone="danger">{form.alert}</Alert>}
      <SelectField
        label={p.sendTo}
        choices={places.map(({ text }, index) => ({ value: String(index), text }))}
        {...form.field('emails')}
      />
      {document.files.xml && <Switch label={p.sendXml} on={withXml} onChange={wantXml} />}
      <div class="row row-end">
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <Button kind="primary" type="submit" busy={form.busy}>
          {p.sendYes}
        </Button>
      </div>
    </form>
  );
}
