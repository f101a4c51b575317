import { decideFiscalReceipt, routes, type FiscalDecision, type FiscalReceiptDto } from '@rocket/contracts';
import { Alert, Button, Dialog, SelectField, TextField } from '@rocket/ui';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { refresh } from '../../load';
import { toasts } from '../../shell/toasts';
import { officeWords } from '../../text/office-words';
import { words } from '../../text/words';

/** What the door is told: only the fields of the decision that was chosen. */
function bodyOf(values: Readonly<Record<string, string>>): unknown {
  const { decision, reason, evidence, ...numbers } = values;
  if (decision === 'registered') return { decision, reason, ...numbers };
  return decision === 'not_needed' ? { decision, reason, evidence } : { decision, reason };
}

/** A person decides about a receipt the cash register did not make; a second one is never offered where one may exist. */
export function DecideDialog({
  receipt,
  title,
  onClose,
}: {
  receipt: FiscalReceiptDto;
  title: string;
  onClose: () => void;
}) {
  const t = words.value;
  const o = officeWords();
  const form = useForm({
    initial: {
      decision: (receipt.mayBe[0] ?? 'registered') as string,
      fiscalDocumentNumber: '',
      fiscalStorageNumber: '',
      fiscalAttribute: '',
      evidence: '',
      reason: '',
    },
    schema: decideFiscalReceipt,
    read: bodyOf,
    send: (body, idempotencyKey) =>
      call(routes.decideFiscalReceipt, { params: { id: receipt.id }, body, idempotencyKey }),
    done: () => {
      refresh('fiscal-receipts/');
      toasts.say(o.decided);
      onClose();
    },
  });
  const decision = form.values.decision as FiscalDecision;
  return (
    <Dialog title={title} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        {receipt.reason && <Alert tone="warning">{receipt.reason}</Alert>}
        <SelectField
          label={o.decision}
          choices={receipt.mayBe.map((one) => ({ value: one, text: o.decisions[one] }))}
          {...form.field('decision')}
        />
        <p class="muted">{o.decisionText[decision]}</p>
        {!receipt.mayBe.includes('resend') && <p class="muted">{o.cannotResend}</p>}
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        {decision === 'registered' && (
          <>
            <TextField label={o.fd} inputMode="numeric" required {...form.field('fiscalDocumentNumber')} />
            <TextField label={o.fn} inputMode="numeric" required {...form.field('fiscalStorageNumber')} />
            <TextField label={o.fpd} inputMode="numeric" required {...form.field('fiscalAttribute')} />
          </>
        )}
        {decision === 'not_needed' && (
          <TextField label={o.evidence} hint={o.evidenceHint} required {...form.field('evidence')} />
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
          <Button kind={decision === 'resend' ? 'danger' : 'primary'} type="submit" busy={form.busy}>
            {t.common.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
