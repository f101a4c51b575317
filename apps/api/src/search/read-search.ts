import type { Minor } from '@rocket/kernel';
import type { Sought } from './search.store';

const SPACES = /[\s\u00a0\u202f]/g;
const INVOICE = /^(?:сч[её]т|invoice)?\s*(?:№|#|n|no\.?)?\s*(\d{1,9})$/i;
const SAYS_INVOICE = /^(?:сч[её]т|invoice|№|#)/i;
/** «5 000», «5000,5», «5 000,00 ₽», «5000 руб.»; «1,234.50» is not how sums are written here. */
const AMOUNT = /^(\d{1,13})(?:[.,](\d{1,2}))?(?:₽|р|руб|руб\.|rub)?$/i;
const SAYS_AMOUNT = /[.,]\d{1,2}\D*$|₽|р(?:уб)?\.?$|rub$/i;
const LEAST_OF_INN = 4;
const ADDRESS = /^(?:https?:\/\/)?([a-z0-9-]+)\.(?:amocrm\.ru|amocrm\.com|kommo\.com)(?:\/.*)?$/i;

/**
 * Reads one line the way staff write: a name, an address copied from the browser, «счёт № 12», an INN, «5 000,00 ₽». A bare
 * number may be any of them; a sign beside it tells which.
 */
export function readSearch(line: string): Sought {
  const written = line.trim();
  const subdomain = ADDRESS.exec(written)?.[1];
  if (subdomain) return { ...NOTHING, text: subdomain };
  const invoice = INVOICE.exec(written)?.[1];
  if (invoice !== undefined && SAYS_INVOICE.test(written))
    return { ...NOTHING, invoiceNumber: Number(invoice) };
  const packed = written.replace(SPACES, '');
  const sum = AMOUNT.exec(packed);
  const amount = sum ? BigInt(sum[1]!) * 100n + BigInt((sum[2] ?? '').padEnd(2, '0')) : null;
  if (amount !== null && SAYS_AMOUNT.test(packed)) return { ...NOTHING, amount: above(amount) };
  if (amount === null) return { ...NOTHING, text: written };
  return {
    // Names with digits in them are found as they are written: «1С-Битрикс 24».
    text: written,
    inn: packed.length >= LEAST_OF_INN && packed.length <= 12 ? packed : null,
    amocrmId: packed.length >= LEAST_OF_INN ? Number(packed) : null,
    invoiceNumber: invoice === undefined ? null : Number(invoice),
    amount: above(amount),
  };
}

const NOTHING: Sought = { text: null, inn: null, amocrmId: null, invoiceNumber: null, amount: null };

/** Nothing is paid or invoiced for nothing. */
const above = (amount: Minor): Minor | null => (amount > 0n ? amount : null);
