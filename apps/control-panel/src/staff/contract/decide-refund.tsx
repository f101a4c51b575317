import { decideCardRefund, routes, type CardRefundDto } from '@rocket/contracts';
import { Alert, Button, writeMoney } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { refreshAccount } from '../../account/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { toasts } from '../../shell/toasts';
import { officeWords } from '../../text/office-words';
import { words } from '../../text/words';
import { DecisionDialog } from '../decision-dialog';

type Item = CardRefundDto['items'][number];
interface Of {
  accountId: string;
  requestId: string;
  item: Item;
}

/** The shop's answer about a return to a card is lost: whoever looked into its cabinet says here what it did. */
export function DecideRefund(of: Of) {
  const [isOpen, open] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => open(true)}>
        {officeWords().refundFate}
      </Button>
      {isOpen && <RefundFate {...of} onClose={() => open(false)} />}
    </>
  );
}

function RefundFate({ accountId, requestId, item, onClose }: Of & { onClose: () => void }) {
  const t = words.value;
  const o = officeWords();
  const form = useForm({
    initial: { decision: 'paid' as string, reason: '', evidence: '' },
    schema: decideCardRefund,
    read: (values) => values,
    send: (body, idempotencyKey) =>
      call(routes.decideCardRefund, { params: { id: requestId, item: item.id }, body, idempotencyKey }),
    done: () => {
      refreshAccount(accountId);
      toasts.say(o.decided);
      onClose();
    },
  });
  const decision = form.values.decision as keyof typeof o.refundFates;
  return (
    <DecisionDialog
      title={o.refundFateTitle(writeMoney(t.language, item.amount))}
      form={form}
      choices={(['paid', 'not_paid'] as const).map((value) => ({ value, text: o.refundFates[value] }))}
      follows={o.refundFateNext[decision]}
      needsEvidence
      danger={decision === 'not_paid'}
      before={
        <>
          {item.reason && <Alert tone="warning">{item.reason}</Alert>}
          <p class="muted">{o.refundFateText}</p>
        </>
      }
      onClose={onClose}
    />
  );
}
