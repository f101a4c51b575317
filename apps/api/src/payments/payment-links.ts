import type { InvoiceDto } from '@rocket/contracts';
import type { AppConfig } from '../platform/config';

/** Where an invoice that still waits can be paid by card, one link for each shop of its seller. */
export const paymentLinks = (
  config: AppConfig,
  invoice: { readonly id: string; readonly sellerCode: string; readonly state: InvoiceDto['state'] },
): InvoiceDto['paymentLinks'] =>
  ['paid', 'cancelled', 'expired'].includes(invoice.state)
    ? []
    : config.paymentShops
        .filter(({ seller }) => seller === invoice.sellerCode)
        .map(({ provider }) => ({
          provider,
          url: `${config.publicUrl}/api/v1/payments/links/${provider}/${invoice.id}`,
        }));
