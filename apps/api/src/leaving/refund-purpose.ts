import { sentence } from '@rocket/kernel';

/** Why money goes back, for a bank and for an accountant's program. `vat` is said by a payment order: «В том числе НДС 22% …». */
export const refundPurpose = (title: string, accountNumber: string, vat?: string): string =>
  `Возврат неиспользованных средств по расторгнутому договору, лицевой счёт ${accountNumber}. ` +
  `${vat === undefined ? '' : `${sentence(vat)} `}${title}`;
