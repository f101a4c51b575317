import type { InvoiceDto } from '@rocket/contracts';
import type { Tone } from '@rocket/ui';

export const INVOICE_TONES: Record<InvoiceDto['state'], Tone> = {
  issued: 'info',
  paid: 'good',
  cancelled: 'neutral',
  expired: 'warning',
};
