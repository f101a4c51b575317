import { printMinor, type Minor } from '@rocket/kernel';

/**
 * A line of a cash receipt of law 54-FZ, in the words both providers share. Facts: ru-docs-payments §5.1, §5.2, §8.1.
 */
export interface FiscalLine {
  /** Plain letters, digits and punctuation, at most 128 characters: see `fiscalName`. */
  readonly name: string;
  /** Kopecks, above zero; the quantity is always one. */
  readonly amount: Minor;
  readonly tax: FiscalTax;
  readonly method: (typeof METHODS)[number];
  readonly object: 'payment' | 'service';
}

/** Codes of rates that our regimes can have: `vat22` on what was delivered, `vat122` (22/122) inside an advance. */
const TAX_CODES = {
  none: 1,
  vat5: 7,
  vat7: 8,
  vat20: 4,
  vat22: 11,
  vat105: 9,
  vat107: 10,
  vat120: 6,
  vat122: 12,
} as const;
export type FiscalTax = keyof typeof TAX_CODES;
const FISCAL_TAXES = Object.keys(TAX_CODES) as FiscalTax[];
const METHODS = ['full_prepayment', 'advance', 'full_payment'] as const;

/** The same rate as YooKassa's `vat_code`. */
export const yookassaVatCode = (tax: FiscalTax): number => TAX_CODES[tax];

/** Tax systems as Robokassa names them (`sno`) and as YooKassa numbers them. */
export const TAX_SYSTEMS = {
  osn: 1,
  usn_income: 2,
  usn_income_outcome: 3,
  esn: 5,
  patent: 6,
} as const;
export type TaxSystem = keyof typeof TAX_SYSTEMS;

/**
 * The tax of a receipt's line: an advance carries the calculated rate r/(100+r), what was delivered the rate itself.
 * `percent` is the seller's rate on the tax date, null without VAT.
 * @throws RangeError for a rate no receipt can name
 */
export function fiscalTax(percent: bigint | null, stage: 'prepayment' | 'offset'): FiscalTax {
  if (percent === null) return 'none';
  const code = stage === 'prepayment' ? `vat1${percent < 10n ? `0${percent}` : percent}` : `vat${percent}`;
  if (!Object.hasOwn(TAX_CODES, code)) throw new RangeError(`No receipt can name a VAT of ${percent} %`);
  return code as FiscalTax;
}

/**
 * Tax and way of payment of the first line of a receipt that was sent, as Robokassa or YooKassa was told them; null when it says
 * none. A receipt of return says the same (facts §8.1), whatever the rate is by then.
 */
export function fiscalLineIn(sent: unknown): Pick<FiscalLine, 'tax' | 'method'> | null {
  const { items } = (sent ?? {}) as { items?: readonly Readonly<Record<string, unknown>>[] };
  const [item] = items ?? [];
  const tax = FISCAL_TAXES.find((each) => each === item?.['tax'] || TAX_CODES[each] === item?.['vat_code']);
  const method = METHODS.find((each) => each === (item?.['payment_method'] ?? item?.['payment_mode']));
  return tax && method ? { tax, method } : null;
}

/** The rate a code of tax means, in whole percent; null without VAT. */
export const percentOfTax = (tax: FiscalTax): string | null =>
  tax === 'none' ? null : String(Number(tax.slice(3)) % 100);

/** A name a cash register prints: letters, digits and plain punctuation; quotes and signs are left out. */
export function fiscalName(text: string): string {
  const plain = text
    .replace(/№\s*/g, 'N ')
    .replace(/[–—]/g, '-')
    .replace(/[^\p{Script=Cyrillic}A-Za-z0-9 .,:;()/+-]/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  return [...plain].slice(0, 128).join('');
}

/**
 * `Receipt` of a Robokassa payment: compact JSON, encoded once. The very string is signed and sent. Sums are written as
 * decimals, never through a float. Facts: ru-docs-payments §5.1 [S-40, S-47].
 */
export function robokassaReceipt(taxSystem: TaxSystem, lines: readonly FiscalLine[]): string {
  return encodeURIComponent(`{"sno":"${taxSystem}","items":[${lines.map(robokassaItem).join(',')}]}`);
}

/** The receipt a payment page's address carries, read back; null when it carries none. */
export function robokassaReceiptIn(payUrl: string): Record<string, unknown> | null {
  const encoded = URL.canParse(payUrl) ? new URL(payUrl).searchParams.get('Receipt') : null;
  return encoded === null ? null : (JSON.parse(decodeURIComponent(encoded)) as Record<string, unknown>);
}

/** One item, as Robokassa takes it in payments and second receipts. */
export const robokassaItem = (line: FiscalLine): string =>
  `{"name":${JSON.stringify(line.name)},"quantity":1,"sum":${printMinor(line.amount)},` +
  `"cost":${printMinor(line.amount)},"tax":"${line.tax}","payment_method":"${line.method}",` +
  `"payment_object":"${line.object}"}`;
