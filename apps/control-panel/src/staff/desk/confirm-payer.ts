import { routes, type ReceiptDto } from '@rocket/contracts';
import { call } from '../../api';
import { browserToday } from '../browser-today';

/** Writes down that a customer confirmed in writing that this payer pays for it (rule 3). A payer without an INN cannot be known again. */
export async function confirmPayer({ payer }: ReceiptDto, accountId: string, reason: string): Promise<void> {
  if (!payer.inn) return;
  const body = { inn: payer.inn, name: payer.name || payer.inn, confirmedOn: browserToday(), reason };
  await call(routes.confirmPayer, { params: { id: accountId }, body });
}
