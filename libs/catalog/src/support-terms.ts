import type { LeadTime } from './notice-times';

/** How a seller answers questions of its customers; what is left out the offer does not promise. */
export interface SupportTerms {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  /** When somebody is there, by the seller's clock (first offer, 10.2: Monday to Friday from 9 to 18, but for holidays). */
  readonly hours?:
    | {
        readonly days: 'monday_to_friday' | 'working_days' | 'every_day';
        /** `09:00` */
        readonly from: string;
        readonly to: string;
      }
    | undefined;
  /** How soon a request is answered (10.2: eight hours). Hours are those in which somebody is there. */
  readonly reaction?: LeadTime | undefined;
}
