import type { LocalDate, Minor } from '@rocket/kernel';
import type { GivenBack, OutgoingPayment } from './incoming-payments';

/** A refund that a bank is to pay, or has paid. Sums in kopecks. */
export interface BankRefund {
  readonly id: string;
  /** `proved`: paid, and another line of a statement has shown it already. */
  readonly state: 'awaited' | 'paid' | 'proved';
  /** What of it a bank pays: cards have had theirs. */
  readonly amount: Minor;
  /** Of the customer's requisites. */
  readonly payeeInn: string | null;
  readonly payeeAccount: string | null;
  /** The number of the customer's account that the purpose of our orders names. */
  readonly accountNumber: string;
  /** No line of an earlier day is about it. */
  readonly requestedOn: LocalDate;
  readonly orders: readonly { readonly number: number; readonly datedOn: LocalDate }[];
}

/**
 * What an outgoing line is to the refunds of a seller; null: it has nothing to do with them. `several` fit equally;
 * `not_named`: payee and sum fit and it says «возврат», but neither number nor purpose is of our order; `other_payee`: number and
 * sum are of our order, the payee is not; `other_sum`: the order is ours, the sum is not; `paid_twice`: another line has paid it.
 */
export type RefundMatch =
  | { readonly kind: 'refund'; readonly id: string }
  | {
      readonly kind: 'unclear';
      readonly because: 'several' | 'not_named' | 'other_payee' | 'other_sum' | 'paid_twice';
      readonly ids: readonly string[];
    }
  | null;

type PaidLine = Pick<
  OutgoingPayment,
  'amount' | 'payee' | 'purpose' | 'documentNumber' | 'documentDate' | 'sentOn' | 'isReversal'
>;

const SAYS_RETURN = /возврат|возвращ|верн[уё]т/i;
const OUR_WORDS = /возврат\s+неиспользованных\s+средств/i;

/**
 * Finds the refund an outgoing line pays: the sum is exact, the payee's INN is the customer's (its account where the bank wrote no
 * INN), and the number or the purpose is of our payment order. Names are never looked at. What only looks like one is for a
 * person. What the bank itself took back pays nothing. Source: rule 22; facts ru-docs-payments §4.1.
 */
export function matchRefund(line: PaidLine, refunds: readonly BankRefund[]): RefundMatch {
  if (line.isReversal) return null;
  const signs = refunds
    .filter(({ requestedOn }) => line.sentOn >= requestedOn)
    .map((refund) => ({ refund, ...signsOf(line, refund) }));
  const whole = signs.filter(
    ({ isPayee, isSum, byNumber, byPurpose }) => isPayee && isSum && (byNumber || byPurpose),
  );
  const open = whole.filter(({ refund }) => refund.state !== 'proved');
  if (open.length > 0) {
    const best = open.filter(({ byNumber, byPurpose }) => byNumber && byPurpose);
    const found = open.length === 1 ? open : best;
    if (found.length === 1) return { kind: 'refund', id: found[0]!.refund.id };
    return unclear('several', open);
  }
  if (whole.length > 0) return unclear('paid_twice', whole);
  const awaited = signs.filter(({ refund }) => refund.state === 'awaited');
  const nameless = awaited.filter(({ isPayee, isSum }) => isPayee && isSum && SAYS_RETURN.test(line.purpose));
  if (nameless.length > 0) return unclear('not_named', nameless);
  const strangers = awaited.filter(
    ({ byNumber, isSum, byPurpose }) => isSum && (byPurpose || (byNumber && SAYS_RETURN.test(line.purpose))),
  );
  if (strangers.length > 0) return unclear('other_payee', strangers);
  const other = signs.filter(({ isPayee, byPurpose }) => isPayee && byPurpose);
  return other.length > 0 ? unclear('other_sum', other) : null;
}

const unclear = (
  because: 'several' | 'not_named' | 'other_payee' | 'other_sum' | 'paid_twice',
  of: readonly { readonly refund: BankRefund }[],
): RefundMatch => ({ kind: 'unclear', because, ids: of.map(({ refund }) => refund.id) });

function signsOf(line: PaidLine, refund: BankRefund) {
  const { payee, documentNumber, documentDate, purpose, amount } = line;
  const number = documentNumber.replace(/^0+(?=\d)/, '');
  return {
    isSum: amount === refund.amount,
    isPayee:
      payee.inn !== null
        ? payee.inn === refund.payeeInn
        : payee.account !== null && payee.account === refund.payeeAccount,
    // A bank program may send an order on a later day; it never dates one before we drew it up.
    byNumber: refund.orders.some((order) => String(order.number) === number && documentDate >= order.datedOn),
    byPurpose: OUR_WORDS.test(purpose) && holdsNumber(purpose, refund.accountNumber),
  };
}

const holdsNumber = (text: string, number: string): boolean =>
  /^\d+$/.test(number) && new RegExp(`(?<!\\d)0*${number}(?!\\d)`).test(text);

const SAYS_GIVEN_BACK = /возврат|возвращ|верн[уё]т|отмен|не\s*исполн|не\s*зачисл|закрыт/i;

/** Whether an incoming line may be a payment of ours that came back: only such need be kept until the file ends. */
export const mayBeGivenBack = ({ isReversal, purpose }: Pick<GivenBack, 'isReversal' | 'purpose'>): boolean =>
  isReversal || SAYS_GIVEN_BACK.test(purpose);

/**
 * Whether an incoming line gives back what an outgoing one paid: the same sum on the same account of ours, not earlier, and it
 * comes from that payee or names that document. A reversal whose other side the bank did not write is believed by its sum.
 */
export function givesBack(
  back: GivenBack,
  paid: Pick<OutgoingPayment, 'amount' | 'payee' | 'ourAccount' | 'sentOn' | 'documentNumber'>,
): boolean {
  if (!mayBeGivenBack(back) || back.amount !== paid.amount) return false;
  if (back.payeeAccount !== paid.ourAccount || back.receivedOn < paid.sentOn) return false;
  const { account, inn } = back.payer;
  if (back.isReversal && account === null && inn === null) return true;
  return (
    (account !== null && account === paid.payee.account) ||
    (inn !== null && inn === paid.payee.inn) ||
    holdsNumber(back.purpose, paid.documentNumber.replace(/^0+(?=\d)/, ''))
  );
}
