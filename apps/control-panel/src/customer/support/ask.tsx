import { askSupport, routes } from '@rocket/contracts';
import { Alert, Button, SelectField, TextField } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { dropDraft, keptDraft, useDraft } from '../../account/support/draft';
import { refreshSupport } from '../../account/support/reads';
import { refreshAccount, useSubscriptions } from '../../account/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import type { CustomerMe } from '../../session';
import { Page, Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { supportWords } from '../../text/support-words';
import { words } from '../../text/words';

const EMPTY = { subject: '', text: '', productCode: '' };

/** A new request. What is typed is kept until it is sent. */
export default function Ask({ me }: { me: CustomerMe }) {
  const t = words.value;
  const w = supportWords();
  const { route } = useLocation();
  const accountId = me.account.id;
  const products = new Map(
    (useSubscriptions(accountId).value ?? []).map(({ productCode, productName }) => [
      productCode,
      productName,
    ]),
  );
  const draft = `${me.id} ${accountId} new`;
  const form = useForm({
    initial: keptDraft(draft, EMPTY),
    schema: askSupport,
    read: ({ productCode, ...said }) => ({ ...said, ...(productCode ? { productCode } : {}) }),
    send: (body, idempotencyKey) =>
      call(routes.askSupport, { params: { id: accountId }, body, idempotencyKey }),
    done: ({ id, number }) => {
      dropDraft(draft);
      refreshSupport(accountId);
      refreshAccount(accountId);
      toasts.say(w.taken(number));
      route(`/support/${id}`);
    },
  });
  useDraft(draft, form.values);
  return (
    <Page title={w.newTitle}>
      <a class="back" href="/support">
        ← {w.title}
      </a>
      <Panel>
        <form class="panel-body stack" noValidate onSubmit={form.submit}>
          {form.alert && <Alert tone="danger">{form.alert}</Alert>}
          <TextField label={w.subject} hint={w.subjectHint} required {...form.field('subject')} />
          {products.size > 0 && (
            <SelectField
              label={w.product}
              choices={[
                { value: '', text: w.noProduct },
                ...[...products].map(([value, text]) => ({ value, text })),
              ]}
              {...form.field('productCode')}
            />
          )}
          <TextField label={w.text} hint={w.textHint} multiline required {...form.field('text')} />
          <div class="row row-end">
            <a class="button button-secondary" href="/support">
              {t.common.cancel}
            </a>
            <Button kind="primary" type="submit" busy={form.busy}>
              {w.send}
            </Button>
          </div>
        </form>
      </Panel>
    </Page>
  );
}
