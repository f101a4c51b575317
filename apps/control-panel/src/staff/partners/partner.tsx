import type { AccountDto, PartnerPayoutDto, PartnershipDto } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import { Button } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { isOver } from '../../account/partner/agreement';
import { Cabinet } from '../../account/partner/cabinet';
import { usePartnership } from '../../account/partner/reads';
import { todayOf, useAccount, useBalance } from '../../account/reads';
import { Ready } from '../../shell/loading';
import { onDemand } from '../../shell/on-demand';
import { Page } from '../../shell/page';
import { partnerWords } from '../../text/partner-words';
import type { StaffScreen } from '../staff-screens';

const PayDialog = onDemand(() => import('./pay-dialog').then((file) => file.PayDialog));
const ReturnDialog = onDemand(() => import('./return-dialog').then((file) => file.ReturnDialog));
const TermsDialog = onDemand(() => import('./terms-dialog').then((file) => file.TermsDialog));
const MakeDialog = onDemand(() => import('./make-dialog').then((file) => file.MakeDialog));
const EndDialog = onDemand(() => import('./end-dialog').then((file) => file.EndDialog));

/** The cabinet of one partner, and what staff decide and pay. */
export default function Partner({ me, params }: StaffScreen & { params?: Record<string, string> }) {
  const id = params?.['id'] ?? '';
  const account = useAccount(id);
  const partnership = usePartnership(id);
  const balance = useBalance(id);
  return (
    <Ready of={account} lines={8}>
      {(holder) => (
        <Ready of={partnership} lines={8}>
          {(of) => (
            <Ready of={balance} lines={8}>
              {({ asOf }) => (
                <Known me={me} account={holder} of={of} today={todayOf(asOf)} part={params?.['part']} />
              )}
            </Ready>
          )}
        </Ready>
      )}
    </Ready>
  );
}

function Known({
  me,
  account,
  of,
  today,
  part,
}: StaffScreen & {
  account: AccountDto;
  of: PartnershipDto;
  today: LocalDate;
  part: string | undefined;
}) {
  const w = partnerWords();
  const [isPaying, pay] = useState(false);
  const [returning, giveBack] = useState<PartnerPayoutDto | null>(null);
  const mayPay = me.role === 'accountant' || me.role === 'administrator';
  const isSomeDue = !of.due.amount.startsWith('-') && /[1-9]/.test(of.due.amount);
  const opened = { accountId: account.id, today };
  return (
    <Page
      title={account.name}
      lead={
        <>
          {w.account} <a href={`/accounts/${account.id}`}>{account.subdomain}.amocrm.ru</a>
        </>
      }
      actions={
        mayPay &&
        isSomeDue && (
          <Button kind="primary" onClick={() => pay(true)}>
            {w.pay}
          </Button>
        )
      }
    >
      <a class="back" href="/partners">
        ← {w.desk}
      </a>
      <Cabinet
        accountId={account.id}
        of={of}
        today={today}
        home={`/partners/${account.id}`}
        part={part}
        forStaff
        agreementActs={
          me.role === 'administrator' &&
          (isOver(of, today) ? (
            <Renewal account={account} of={of} today={today} />
          ) : (
            <Decisions accountId={account.id} of={of} today={today} />
          ))
        }
        {...(mayPay
          ? {
              payoutActs: (payout: PartnerPayoutDto) =>
                payout.returnedOn === null && (
                  <Button size="small" kind="quiet-danger" onClick={() => giveBack(payout)}>
                    {w.giveBack}
                  </Button>
                ),
            }
          : {})}
      />
      {isPaying && <PayDialog {...opened} due={of.due} onClose={() => pay(false)} />}
      {returning && <ReturnDialog {...opened} payout={returning} onClose={() => giveBack(null)} />}
    </Page>
  );
}

/** What an administrator decides of the contract while it lasts. */
function Decisions({ accountId, of, today }: { accountId: string; of: PartnershipDto; today: LocalDate }) {
  const w = partnerWords();
  const [deciding, decide] = useState<'terms' | 'end' | null>(null);
  const opened = { accountId, of, today, onClose: () => decide(null) };
  return (
    <span class="row">
      <Button size="small" onClick={() => decide('terms')}>
        {w.changeTerms}
      </Button>
      <Button size="small" kind="quiet-danger" onClick={() => decide('end')}>
        {of.endsOn === null ? w.end : w.changeEnd}
      </Button>
      {deciding === 'terms' && <TermsDialog {...opened} />}
      {deciding === 'end' && <EndDialog {...opened} />}
    </span>
  );
}

/** What an administrator may do with a contract that is over; nothing where the account itself has left. */
function Renewal({ account, of, today }: { account: AccountDto; of: PartnershipDto; today: LocalDate }) {
  const [isRenewing, renew] = useState(false);
  if (account.state === 'terminated' || account.state === 'erased') return null;
  return (
    <>
      <Button size="small" onClick={() => renew(true)}>
        {partnerWords().renew}
      </Button>
      {isRenewing && <MakeDialog account={account} before={of} today={today} onClose={() => renew(false)} />}
    </>
  );
}
