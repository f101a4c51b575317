import { proportion, smaller, type Minor } from '@rocket/kernel';

/** An advance invoice with what earlier papers left of it; minor units. */
export interface Advance {
  readonly id: string;
  readonly gross: Minor;
  readonly vat: Minor;
  readonly usedGross: Minor;
  readonly usedVat: Minor;
}

export interface AdvanceUse<Of extends Advance = Advance> {
  readonly advance: Of;
  readonly gross: Minor;
  readonly vat: Minor;
}

/**
 * Which advances a delivery uses up, the oldest first (facts 1.4). The tax of a part is its share, half up; the last part of
 * an advance takes what is left of its tax, so the parts make the whole.
 */
export function settleAdvances<Of extends Advance>(
  oldestFirst: readonly Of[],
  delivered: Minor,
): AdvanceUse<Of>[] {
  let left = delivered;
  return oldestFirst.flatMap((advance): AdvanceUse<Of>[] => {
    const rest = advance.gross - advance.usedGross;
    const gross = smaller(rest, left);
    if (gross <= 0n) return [];
    left -= gross;
    const vat =
      gross === rest
        ? advance.vat - advance.usedVat
        : smaller(proportion(advance.vat, gross, advance.gross), advance.vat - advance.usedVat);
    return [{ advance, gross, vat }];
  });
}
