import { routes, type PaymentProvider } from '@rocket/contracts';
import type { Customer } from './customer';
import type { World } from './world';

/** The owner pays an invoice for a sum on the provider's page; the provider has told us when it resolves, unless it is silent. */
export async function paysByCard(
  world: World,
  customer: Customer,
  provider: PaymentProvider,
  amount: string,
): Promise<void> {
  const invoice = await customer.invoices(amount);
  const { url } = await customer.owner.asks(routes.payInvoice, {
    params: { id: customer.id, invoice: invoice.id },
    body: { provider },
  });
  const { robokassa, yookassa } = world.shops;
  if (provider === 'robokassa') await robokassa.pay((await robokassa.open(url!)).invId);
  else await yookassa.pay(yookassa.at(url!).id);
}

/** The customer gives notice now; at the instant the refund is asked for and the signed correction is back: the money may go. */
export async function leavesForRefund(world: World, customer: Customer, at: string): Promise<string> {
  const params = { id: customer.id };
  const body = { reason: 'Закрываемся', initiator: 'customer' as const };
  await customer.owner.asks(routes.terminateAccount, { params, body });
  await world.moveTo(at);
  const { id } = await customer.owner.asks(routes.requestRefund, { params });
  const [correction] = await customer.documents('correction');
  const raw = { bytes: new Blob(['%PDF-1.7 подписано']), type: 'application/octet-stream' };
  await customer.owner.asks(routes.signedCopy, { params: { id: correction!.id }, raw });
  return id;
}
