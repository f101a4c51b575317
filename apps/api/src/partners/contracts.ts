import { dayOf, later, type LocalDate } from '@rocket/kernel';
import { firstOfMonth, lastOfMonth } from './months';
import type { EndedContract, PartnershipRecord } from './partnership.store';

/** A contract of a partner, over or not. */
export type Contract = Pick<EndedContract, 'contractNumber' | 'signedOn' | 'since' | 'madeAt'> & {
  readonly endsOn: LocalDate | null;
};

/** The newest first. */
const contractsOf = (partnership: PartnershipRecord): readonly [Contract, ...Contract[]] => [
  partnership,
  ...partnership.ended,
];

/** By which contract a month (its first day) was rewarded. */
export function contractOfMonth(partnership: PartnershipRecord, month: LocalDate): Contract {
  const contracts = contractsOf(partnership);
  return contracts.find(({ since }) => since <= month) ?? contracts.at(-1)!;
}

/** The contract that held on a day, or was the last before it. */
export function contractOn(partnership: PartnershipRecord, day: LocalDate, timeZone: string): Contract {
  const contracts = contractsOf(partnership);
  return contracts.find(({ madeAt }) => dayOf(madeAt, timeZone) <= day) ?? contracts.at(-1)!;
}

/** The last day that rewards of a contract count on: of the month it ended in. */
const lastDayOf = ({ endsOn, since }: Contract): LocalDate =>
  lastOfMonth(firstOfMonth(later(endsOn ?? since, since)));

/** The contracts a statement of these days is about, in order: those that held in them, and the one before if none did. */
export function contractsWithin(
  partnership: PartnershipRecord,
  from: LocalDate,
  to: LocalDate,
): readonly Contract[] {
  const [latest, ...earlier] = contractsOf(partnership).filter(({ since }) => since <= to);
  if (!latest) return [contractsOf(partnership).at(-1)!];
  return [latest, ...earlier.filter((one) => lastDayOf(one) >= from)].toReversed();
}
