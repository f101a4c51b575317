import type { ReceiptDto } from '@rocket/contracts';
import { deskWords } from '../text/desk-words';

/** Who paid and what for, as the bank wrote it. */
export function Payer({ receipt }: { receipt: ReceiptDto }) {
  const s = deskWords();
  return (
    <span class="two-lines payer">
      <span>{receipt.payer.name}</span>
      <small class="muted">
        {[receipt.payer.inn && s.inn(receipt.payer.inn), receipt.purpose].filter(Boolean).join(' · ')}
      </small>
    </span>
  );
}
