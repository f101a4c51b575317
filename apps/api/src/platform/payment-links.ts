import type { InvoiceDto, PaymentProvider } from '@rocket/contracts';
import type { AppConfig } from './config';

/** The address that begins to pay an invoice; whoever has it may pay. */
export const paymentLink = (config: AppConfig, provider: PaymentProvider, invoiceId: string): string =>
  `${config.publicUrl}/api/v1/payments/links/${provider}/${invoiceId}`;

/** Where an invoice that still waits can be paid by card, one link for each shop of its seller. */
export const paymentLinks = (
  config: AppConfig,
  invoice: {
    readonly id: string;
    readonly sellerCode: string;
    readonly state: InvoiceDto['state'];
    /** The offer takes cards from such a payer. */
    readonly byCard: boolean;
  },
): InvoiceDto['paymentLinks'] =>
  !invoice.byCard || ['paid', 'cancelled', 'expired'].includes(invoice.state)
    ? []
    : config.paymentShops
        .filter(({ seller }) => seller === invoice.sellerCode)
        .map(({ provider }) => ({
          provider,
          url: paymentLink(config, provider, invoice.id),
        }));
