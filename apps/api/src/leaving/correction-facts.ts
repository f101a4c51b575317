import { vatInside } from '@rocket/billing';
import type { RequisitesDto } from '@rocket/contracts';
import type { CorrectionFacts } from '@rocket/documents';
import { smaller, sum, type LocalDate, type Minor } from '@rocket/kernel';
import type { AccountRecord } from '../accounts/account.store';
import { partyOf } from '../documents/party-of';

/** A UPD that a refund may reduce, newest first, with what earlier corrections left of it. */
export interface CorrectedUpd {
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly name: string;
  readonly vatRate: string | null;
  readonly gross: Minor;
  readonly vat: Minor;
}

type Line = CorrectionFacts['lines'][number];
type Amounts = Line['before'];

/**
 * What the correction document of a refund says: the newest UPDs become smaller by what is given back, each at its own rate
 * (money-rules, Amounts: a correction keeps the rate of the document it corrects).
 */
export function correctionFacts(
  account: AccountRecord,
  requisites: RequisitesDto,
  upds: readonly CorrectedUpd[],
  refund: { number: number; issuedOn: LocalDate; amount: Minor },
): CorrectionFacts {
  const lines = reduce(upds, refund.amount);
  const zero = { net: 0n, vat: 0n, gross: 0n };
  const part = (key: keyof Amounts): Minor => sum(lines.map(({ before, after }) => before[key] - after[key]));
  const corrected = upds.filter(({ number, issuedOn }) =>
    lines.some((line) => line.originalNumber === number && line.originalIssuedOn === issuedOn),
  );
  return {
    number: String(refund.number),
    issuedOn: refund.issuedOn,
    status: lines.every(({ vatRate }) => vatRate === null) ? 2 : 1,
    seller: partyOf(account.seller.requisites),
    customer: partyOf(requisites),
    original: corrected.map(({ number, issuedOn }) => ({ number, date: issuedOn })),
    basis: `Возврат неиспользованных денежных средств при расторжении, ${account.terms.title}`,
    currency: account.seller.currency,
    lines,
    totals: { increase: zero, decrease: { net: part('net'), vat: part('vat'), gross: part('gross') } },
  };
}

function reduce(upds: readonly CorrectedUpd[], amount: Minor): Line[] {
  let left = amount;
  return upds.flatMap((upd): Line[] => {
    if (left === 0n) return [];
    const taken = smaller(left, upd.gross);
    left -= taken;
    const gross = upd.gross - taken;
    const vat = vatInside(gross, upd.vatRate === null ? null : BigInt(upd.vatRate));
    const before = { net: upd.gross - upd.vat, vat: upd.vat, gross: upd.gross };
    const after = { net: gross - vat, vat, gross };
    // A number begins anew each year: the date tells two UPDs of one number apart.
    const original = { originalNumber: upd.number, originalIssuedOn: upd.issuedOn };
    return [{ name: upd.name, ...original, vatRate: upd.vatRate, before, after }];
  });
}
