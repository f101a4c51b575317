/**
 * What happens to a busy seller in October, account by account, written down before it is played: the sums a test expects are
 * added up from here and from nothing the system says. Sums are kopecks.
 */
export type SellerCode = 'rocket-sales' | 'monthly';

/** Days on which a bank file is imported; customers connect on the first. */
export const IMPORT_DAYS = [5, 12, 19, 28] as const;
/**
 * Charges of the daily product: of the day of connecting and of every day to the end of the month, or of the contract, which
 * ends on the tenth day after the notice.
 */
const DAYS_CHARGED = { stays: 27n, reversed: 27n, corrected: 27n, leaves: 10n } as const;
export const PRICES = { daily: 300n, licence: 123_456n } as const;
export const BONUS = 30_000n;

export interface PlannedReceipt {
  /** Index of `IMPORT_DAYS`. */
  readonly file: number;
  readonly amount: bigint;
  readonly by: 'bank' | 'card';
}

export interface PlannedAccount {
  readonly index: number;
  readonly seller: SellerCode;
  readonly product: keyof typeof PRICES;
  readonly receipts: readonly PlannedReceipt[];
  readonly hasBonus: boolean;
  /** `reversed`: its charge is taken back in the month. `corrected`: after the month was closed. `leaves`: with its money. */
  readonly fate: 'stays' | 'reversed' | 'corrected' | 'leaves';
}

export function planBusyMonth(accounts: number, receipts: number): PlannedAccount[] {
  const each = Math.floor(receipts / accounts);
  return Array.from({ length: accounts }, (_, index): PlannedAccount => {
    const seller = index % 2 === 0 ? 'rocket-sales' : 'monthly';
    const product = index % 3 === 0 ? 'daily' : 'licence';
    const fate = fateOf(index);
    return {
      ...{ index, seller, product, fate, hasBonus: index % 5 === 0 },
      receipts: Array.from({ length: each }, (__, nth) => ({
        file: fate === 'leaves' || nth === 0 ? 0 : 1 + ((index + nth) % 3),
        amount: 500_000n + BigInt((index * 7919 + nth * 104_729) % 900_000),
        // Only the first seller takes cards; who leaves is paid back by bank.
        by: seller === 'rocket-sales' && fate === 'stays' && index % 10 === 0 && nth === 1 ? 'card' : 'bank',
      })),
    };
  });
}

function fateOf(index: number): PlannedAccount['fate'] {
  if (index % 12 === 7) return 'reversed';
  if (index % 12 === 11) return 'corrected';
  return index % 20 === 4 ? 'leaves' : 'stays';
}

export const total = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, one) => sum + one, 0n);
export const receivedBy = ({ receipts }: PlannedAccount): bigint =>
  total(receipts.map(({ amount }) => amount));

/** The money part of what October charged and did not take back: a bonus is used up first. */
export function chargedTo({ product, hasBonus, fate }: PlannedAccount): bigint {
  if (fate === 'reversed') return 0n;
  const charged = product === 'daily' ? PRICES.daily * DAYS_CHARGED[fate] : PRICES.licence;
  const ofMoney = charged - (hasBonus ? BONUS : 0n);
  return ofMoney > 0n ? ofMoney : 0n;
}

export const paidBackTo = (account: PlannedAccount): bigint =>
  account.fate === 'leaves' ? receivedBy(account) - chargedTo(account) : 0n;
export const balanceOf = (account: PlannedAccount): bigint =>
  receivedBy(account) - chargedTo(account) - paidBackTo(account);

/** What papers are drawn up over: each receipt with the first seller, what the month consumed with the other. */
export const soldTo = (account: PlannedAccount): bigint[] =>
  account.seller === 'rocket-sales'
    ? account.receipts.map(({ amount }) => amount)
    : [chargedTo(account)].filter((amount) => amount > 0n);

/** The tax inside at 22%, half up: (gross × 22 + 61) / 122 in whole numbers. */
export const taxIn = (gross: bigint): bigint => (gross * 22n + 61n) / 122n;

export const rubles = (kopecks: bigint): string => {
  const plain = (kopecks < 0n ? -kopecks : kopecks).toString().padStart(3, '0');
  return `${kopecks < 0n ? '-' : ''}${plain.slice(0, -2)}.${plain.slice(-2)}`;
};
