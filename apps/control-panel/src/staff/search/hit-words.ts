import type { SearchHitDto } from '@rocket/contracts';
import { writeDate, writeMoney, type Language } from '@rocket/ui';
import type { ruSearch } from '../../text/ru-search';

/** Why it was found, in one line. */
export function whyFound(s: typeof ruSearch, language: Language, { why }: SearchHitDto): string {
  switch (why.kind) {
    case 'invoice':
      return `${s.invoice(String(why.number), writeMoney(language, why.amount), writeDate(why.on))} · ${s.invoiceStates[why.state]}`;
    case 'receipt':
      return `${s.receipt(writeMoney(language, why.amount), writeDate(why.on), why.payer)} · ${s.receiptStates[why.state]}`;
    default:
      return s.why[why.kind](why.text);
  }
}

/** Where it is shown: the account, the tab with what was found, or the desk of money that is nobody's yet. */
export function placeOf({ account, why }: SearchHitDto): string {
  if (account === null)
    return `/receipts?${new URLSearchParams({
      state: why.kind === 'receipt' ? why.state : 'unallocated',
      ...(why.kind === 'receipt' ? { q: why.payer } : {}),
    })}`;
  if (why.kind === 'invoice') return `/accounts/${account.id}/invoices`;
  if (why.kind === 'receipt') return `/accounts/${account.id}/entries?kind=top_up`;
  return `/accounts/${account.id}`;
}
