import type { LeavingDaysDto } from '@rocket/contracts';
import { localDate, type LocalDate } from '@rocket/kernel';

export type GroundOfLeaving = 'notice' | 'changes' | 'deletion';

/** On what grounds a customer may leave today: by notice always, on others where the offer knows them. */
export const groundsOf = ({ forChanges, byDeletion }: LeavingDaysDto): GroundOfLeaving[] => [
  'notice',
  ...(forChanges === null ? [] : (['changes'] as const)),
  ...(byDeletion === null ? [] : (['deletion'] as const)),
];

/** The first day without the contract as the form stands; a day that may not be named counts as the earliest. */
export function endOfContract(days: LeavingDaysDto, ground: string, named: string): LocalDate {
  if (ground === 'changes' && days.forChanges !== null) return localDate(days.forChanges);
  if (ground === 'deletion' && days.byDeletion !== null) return localDate(days.byDeletion);
  return localDate(named > days.byNotice && named <= days.latest ? named : days.byNotice);
}
