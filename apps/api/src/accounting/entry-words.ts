import type { EntryDto } from '@rocket/contracts';
import { shortDate } from '@rocket/documents';
import { addDays, localDate, type LocalDate } from '@rocket/kernel';

export const KINDS: Readonly<Record<EntryDto['kind'], string>> = {
  top_up: 'Пополнение',
  charge: 'Списание',
  bonus_grant: 'Бонус начислен',
  bonus_revoke: 'Бонус отозван',
  bonus_expiry: 'Бонус сгорел',
  refund: 'Возврат денег',
  correction: 'Исправление',
  adjustment: 'Корректировка',
  reversal: 'Отмена операции',
};

/** A payment as its payer knows it. */
export interface PaymentOrder {
  readonly number: string | null;
  readonly on: LocalDate;
  readonly payer: string;
}

/** What an entry was, in a sentence for a customer's accountant. Reasons that staff gave themselves stay with staff. */
export function entryWords(
  entry: EntryDto,
  productNames: ReadonlyMap<string, string>,
  payments: ReadonlyMap<string, PaymentOrder>,
): string {
  const kind = KINDS[entry.kind];
  const { subject } = entry;
  if (subject?.type === 'subscription') {
    const name = productNames.get(subject.productCode) ?? subject.productCode;
    const lastDay = addDays(localDate(subject.periodEnd), -1);
    const project = subject.project ? `, проект «${subject.project}»` : '';
    return `${kind}: «${name}»${project}, ${shortDate(localDate(subject.periodStart))} – ${shortDate(lastDay)}`;
  }
  const payment = subject?.type === 'receipt' ? payments.get(subject.id) : undefined;
  if (payment) {
    const order = payment.number ? `платёж № ${payment.number}` : 'платёж';
    return `${kind}: ${order} от ${shortDate(payment.on)}, ${payment.payer}`;
  }
  return entry.reason && entry.kind !== 'top_up' ? `${kind}: ${entry.reason}` : kind;
}
