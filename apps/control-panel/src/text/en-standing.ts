import type { ruStanding } from './ru-standing';

export const enStanding: typeof ruStanding = {
  byStaff: 'The account is suspended by support',
  byStaffText: 'A top-up does not resume it: write to support.',
  toStaff: 'Suspended by staff: a top-up does not resume it. Who did it and why stands in “Events”.',
  ground: 'Ground',
  over: 'The contract is over: there is nothing to pay under it. What becomes of the money on the balance is said under “Contract”.',
  toContract: 'Open the contract',
  noCharges: 'What is connected is suspended: nothing is charged for it.',
};
