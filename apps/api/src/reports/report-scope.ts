import type { ReportStep } from '@rocket/billing';
import type { LocalDate } from '@rocket/kernel';

/** What a report is read of. */
export interface ReportScope {
  /** null: every seller. */
  readonly seller: string | null;
  /** Local days of the seller, both included. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly by: ReportStep;
}
