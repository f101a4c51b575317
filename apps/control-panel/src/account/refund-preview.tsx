import { routes, type RefundPreviewDto } from '@rocket/contracts';
import { Money, writeDate, writeMoney } from '@rocket/ui';
import { call } from '../api';
import { useLoaded } from '../load';
import { Ready } from '../shell/loading';
import { contractWords } from '../text/contract-words';
import { words } from '../text/words';

export const useRefundPreview = (accountId: string, initiator?: 'customer' | 'seller') =>
  useLoaded<RefundPreviewDto>(`account/${accountId}/refund-preview/${initiator ?? ''}`, () =>
    call(routes.refundPreview, { params: { id: accountId }, query: initiator ? { initiator } : {} }),
  );

/** What would go back and why, before anybody clicks: the same computation the request makes. */
export function RefundPreview({
  accountId,
  initiator,
}: {
  accountId: string;
  initiator?: 'customer' | 'seller';
}) {
  const preview = useRefundPreview(accountId, initiator);
  return (
    <Ready of={preview} lines={3}>
      {(value) => <Preview value={value} />}
    </Ready>
  );
}

function Preview({ value }: { value: RefundPreviewDto }) {
  const t = words.value;
  const c = contractWords();
  const hasBonus = /[1-9]/.test(value.bonusAnnulled.amount);
  return (
    <div class="stack">
      <p>
        {value.needs.includes('termination') ? c.wouldReturn : c.returns}{' '}
        <strong>
          <Money value={value.amount} />
        </strong>
        {value.computeBy && <span class="muted"> · {c.computeBy(writeDate(value.computeBy))}</span>}
      </p>
      <ul class="consequences">
        <li>
          {c.fromBalance}: <Money value={value.fromBalance} />
        </li>
        {value.lines.map((line) => (
          <li key={`${line.productCode} ${line.periodStart}`}>
            {c.lineOf(line.productName, writeMoney(t.language, line.paid))}: <Money value={line.amount} /> —{' '}
            {c.grounds[line.ground]}
          </li>
        ))}
        {hasBonus && <li>{c.bonusAnnulled(writeMoney(t.language, value.bonusAnnulled))}</li>}
      </ul>
    </div>
  );
}
