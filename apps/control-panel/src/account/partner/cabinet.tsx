import type { PartnerPayoutDto, PartnershipDto } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import type { ComponentChildren } from 'preact';
import { partnerWords } from '../../text/partner-words';
import { Agreement, Ending } from './agreement';
import { CustomerTable } from './customer-table';
import { PartnerFigures } from './partner-figures';
import { PayoutTable } from './payout-table';
import { RewardTable } from './reward-table';
import { Statement } from './statement';

const PARTS = ['customers', 'rewards', 'payouts', 'statement'] as const;
type Part = (typeof PARTS)[number];

/** The cabinet of a partner (rule 34) as the partner sees it, and with more to do as staff do. */
export function Cabinet({
  accountId,
  of,
  today,
  home,
  part,
  forStaff = false,
  agreementActs,
  payoutActs,
}: {
  accountId: string;
  of: PartnershipDto;
  today: LocalDate;
  /** The address of the cabinet; each part of it has one below. */
  home: string;
  part: string | undefined;
  forStaff?: boolean;
  agreementActs?: ComponentChildren;
  payoutActs?: (payout: PartnerPayoutDto) => ComponentChildren;
}) {
  const current = of.contract.number;
  const apart = { accountId, ...(of.endedContracts.length > 0 ? { currentContract: current } : {}) };
  const shown: Part = PARTS.find((one) => one === part) ?? 'customers';
  return (
    <>
      <Ending of={of} today={today} />
      <PartnerFigures of={of} />
      <Agreement of={of} today={today} aside={agreementActs} />
      <Parts home={home} current={shown} />
      {shown === 'customers' && <CustomerTable accountId={accountId} forStaff={forStaff} />}
      {shown === 'rewards' && <RewardTable {...apart} forStaff={forStaff} />}
      {shown === 'payouts' && <PayoutTable {...apart} {...(payoutActs ? { acts: payoutActs } : {})} />}
      {shown === 'statement' && <Statement accountId={accountId} of={of} today={today} />}
    </>
  );
}

function Parts({ home, current }: { home: string; current: Part }) {
  const w = partnerWords();
  return (
    <nav class="tabs partner-parts" aria-label={w.parts}>
      {PARTS.map((part) => (
        <a
          key={part}
          href={part === 'customers' ? home : `${home}/${part}`}
          aria-current={part === current ? 'page' : undefined}
        >
          {w.tabs[part]}
        </a>
      ))}
    </nav>
  );
}
