import { Alert, EmptyState, Money, Table } from '@rocket/ui';
import { fullName } from '../account/full-name';
import { perPeriod } from '../account/period-words';
import { PackagePanel } from '../account/packages/package-panel';
import { usePackages } from '../account/packages/reads';
import { useAccount, useBalance, useSubscriptions, useUsage } from '../account/reads';
import { SubscriptionChip } from '../account/states';
import { tillLines } from '../account/till-lines';
import { UsageView } from '../account/usage-view';
import { Ready } from '../shell/loading';
import { Panel } from '../shell/page';
import { standingWords } from '../text/standing-words';
import { words } from '../text/words';

/** Everything ever connected, in the order in which it is paid for; ended ones last. */
export function AccountSubscriptions({
  accountId,
  mayServe,
}: {
  accountId: string;
  /** Support and administrators book services and pass certificates on for whoever calls them. */
  mayServe: boolean;
}) {
  const t = words.value;
  const blockedFor = useAccount(accountId).value?.blockedFor;
  const subscriptions = useSubscriptions(accountId);
  const usage = useUsage(accountId);
  const hasPackages = subscriptions.value?.some((one) => one.isPackage) ?? false;
  return (
    <>
      {blockedFor === 'staff' && <Alert tone="danger">{standingWords().toStaff}</Alert>}
      <Panel>
        <Ready of={subscriptions}>
          {(items) =>
            items.length === 0 ? (
              <EmptyState title={t.staff.account.noSubscriptions} />
            ) : (
              <Table
                caption={t.staff.account.tabs.subscriptions}
                rows={[...items].sort(
                  (a, b) => Number(a.state === 'ended') - Number(b.state === 'ended') || a.rank - b.rank,
                )}
                rowKey={(one) => one.id}
                columns={[
                  {
                    key: 'name',
                    title: t.staff.catalogue.product,
                    lead: true,
                    cell: (one) => (
                      <span class="two-lines">
                        <span>{fullName(one)}</span>
                        {tillLines(t, one, blockedFor !== undefined).map((line) => (
                          <small key={line} class="muted">
                            {line}
                          </small>
                        ))}
                        <UsageView usage={usage.value?.get(one.id)} isPackage={one.isPackage} />
                      </span>
                    ),
                  },
                  {
                    key: 'state',
                    title: t.common.state,
                    cell: (one) => <SubscriptionChip state={one.state} />,
                  },
                  { key: 'quantity', title: t.products.quantity, align: 'end', cell: (one) => one.quantity },
                  {
                    key: 'cost',
                    title: t.products.cost,
                    align: 'end',
                    cell: (one) => (
                      <span class="two-lines">
                        <Money value={one.cost} />
                        <small class="muted">{perPeriod(t, one.period)}</small>
                      </span>
                    ),
                  },
                  {
                    key: 'renew',
                    title: t.products.autoRenew,
                    cell: (one) =>
                      one.isPackage
                        ? t.products.notRenewed
                        : one.autoRenew
                          ? t.staff.account.yes
                          : t.staff.account.no,
                  },
                  {
                    key: 'rank',
                    title: t.products.order,
                    align: 'end',
                    cell: (one) => (one.state === 'ended' ? '—' : one.rank),
                  },
                ]}
              />
            )
          }
        </Ready>
      </Panel>
      {hasPackages && <Packages accountId={accountId} mayServe={mayServe} />}
    </>
  );
}

/** Certificates and appointments; staff book and pass on for whoever calls them. */
function Packages({ accountId, mayServe }: { accountId: string; mayServe: boolean }) {
  const packages = usePackages(accountId);
  const now = useBalance(accountId).value?.asOf;
  return (
    <>
      {now &&
        packages.value?.map((one) => (
          <PackagePanel
            key={one.subscriptionId}
            accountId={accountId}
            of={one}
            now={now}
            mayChange={mayServe}
            isOwner={mayServe}
            isStaff
          />
        ))}
    </>
  );
}
