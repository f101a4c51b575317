import { decideFiscalReceipt, routes, type FiscalDecision, type FiscalReceiptDto } from '@rocket/contracts';
import { Alert, TextField } from '@rocket/ui';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { refresh } from '../../load';
import { toasts } from '../../shell/toasts';
import { officeWords } from '../../text/office-words';
import { DecisionDialog } from '../decision-dialog';

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
    <DecisionDialog
      title={title}
      form={form}
      choices={receipt.mayBe.map((one) => ({ value: one, text: o.decisions[one] }))}
      follows={
        receipt.mayBe.includes('resend')
          ? o.decisionText[decision]
          : `${o.decisionText[decision]} ${o.cannotResend}`
      }
      needsEvidence={decision === 'not_needed'}
      danger={decision === 'resend'}
      before={receipt.reason && <Alert tone="warning">{receipt.reason}</Alert>}
      onClose={onClose}
    >
      {decision === 'registered' && (
        <>
          <TextField label={o.fd} inputMode="numeric" required {...form.field('fiscalDocumentNumber')} />
          <TextField label={o.fn} inputMode="numeric" required {...form.field('fiscalStorageNumber')} />
          <TextField label={o.fpd} inputMode="numeric" required {...form.field('fiscalAttribute')} />
        </>
      )}
    </DecisionDialog>
  );
}
