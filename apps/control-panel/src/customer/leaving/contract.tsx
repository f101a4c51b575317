import type { AccountDto, BalanceDto, OfferProfileDto } from '@rocket/contracts';
import { Alert, Button, DateText, writeDate } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { useAccount, useBalance, useSellerOf, useTermination } from '../../account/reads';
import { AccountChip } from '../../account/states';
import type { CustomerMe } from '../../session';
import { Ready } from '../../shell/loading';
import { Facts, Page, Panel } from '../../shell/page';
import { leavingWords } from '../../text/leaving-words';
import { OfferVersions } from './offer-versions';
import { RefundPanel } from './refund-panel';
import { TerminateDialog } from './terminate-dialog';
import { returnsBalance } from './what-is-left';

/** The contract with the seller: its terms, its end and the money after it. */
export default function Contract({ me }: { me: CustomerMe }) {
  const l = leavingWords();
  const account = useAccount(me.account.id);
  const balance = useBalance(me.account.id);
  const seller = useSellerOf(account.value ?? me.account);
  const termination = useTermination(me.account.id);
  return (
    <Page title={l.title}>
      <a class="back" href="/requisites">
        ← {l.back}
      </a>
      <Ready of={account} lines={4}>
        {(mine) => (
          <Ready of={seller} lines={4}>
            {(profile) => (
              <>
                <Terms account={mine} seller={profile} />
                <OfferVersions account={mine} isOwner={me.level === 'owner'} />
                <Ready of={termination}>
                  {(notice) => (
                    <Ready of={balance}>
                      {(value) => (
                        <Ending
                          account={mine}
                          seller={profile}
                          balance={value}
                          endsOn={notice?.effectiveOn ?? null}
                          isOwner={me.level === 'owner'}
                        />
                      )}
                    </Ready>
                  )}
                </Ready>
              </>
            )}
          </Ready>
        )}
      </Ready>
    </Page>
  );
}

function Terms({ account, seller }: { account: AccountDto; seller: OfferProfileDto }) {
  const l = leavingWords();
  const { terms } = seller;
  return (
    <Panel title={l.terms} padded>
      <Facts
        items={[
          [l.seller, seller.requisites.shortName ?? seller.name],
          [l.offer, terms.title],
          [l.version, account.offerVersion],
          [l.since, <DateText key="since" date={terms.effectiveFrom} />],
          [l.state, <AccountChip key="state" state={account.state} />],
        ]}
      />
    </Panel>
  );
}

function Ending({
  account,
  seller,
  balance,
  endsOn,
  isOwner,
}: {
  account: AccountDto;
  seller: OfferProfileDto;
  balance: BalanceDto;
  /** By the notice that was given. */
  endsOn: string | null;
  isOwner: boolean;
}) {
  const l = leavingWords();
  const [leaving, leave] = useState(false);
  const { terminationAfterDays, refund } = seller.terms;
  if (account.state === 'terminated')
    return (
      <>
        <Alert tone="neutral" title={l.endedTitle}>
          <p>{l.endedText}</p>
        </Alert>
        <RefundPanel accountId={account.id} isOwner={isOwner} />
      </>
    );
  if (endsOn)
    return (
      <Alert tone="warning" title={l.pendingTitle(writeDate(endsOn))}>
        <p>{l.pendingText}</p>
      </Alert>
    );
  return (
    <Panel title={l.ending} padded>
      <div class="stack">
        <p>
          {l.endingText(terminationAfterDays)} {returnsBalance(refund) ? l.afterText : l.noRefund}
        </p>
        {isOwner ? (
          <div>
            <Button kind="danger" onClick={() => leave(true)}>
              {l.terminate}
            </Button>
          </div>
        ) : (
          <Alert tone="neutral">{l.ownerOnly}</Alert>
        )}
      </div>
      {leaving && (
        <TerminateDialog
          accountId={account.id}
          seller={seller}
          balance={balance}
          onClose={() => leave(false)}
        />
      )}
    </Panel>
  );
}
