import type { ruStanding } from './ru-standing';

export const enStanding: typeof ruStanding = {
  byStaff: 'The account is suspended by support',
  byStaffText: 'A top-up does not resume it: write to support.',
  toStaff: 'Suspended by staff: a top-up does not resume it. Who did it and why stands in “Events”.',
  ground: 'Ground',
  noCharges: 'What is connected is suspended: nothing is charged for it.',
};
