import type { ProductDto, SubscriptionDto } from '@rocket/contracts';
import { Alert, EmptyState } from '@rocket/ui';
import { useMemo, useState } from 'preact/hooks';
import {
  todayOf,
  useBalance,
  useProducts,
  usePromisedTerms,
  useSellerOf,
  useSubscriptions,
} from '../account/reads';
import type { CustomerMe } from '../session';
import { Ready } from '../shell/loading';
import { Page, Panel } from '../shell/page';
import { words } from '../text/words';
import { AnnouncedPrices } from './announced-prices';
import { ConnectDialog } from './connect-dialog';
import { ConnectedTable } from './connected-table';
import { mayAdminister, maySpend } from './may-spend';
import { ProductCard } from './product-card';
import { TransfersPanel } from './transfers/transfers-panel';
import { ProjectsPanel } from './projects/projects-panel';

export default function Products({ me }: { me: CustomerMe }) {
  const t = words.value;
  const id = me.account.id;
  const subscriptions = useSubscriptions(id);
  const products = useProducts();
  const balance = useBalance(id);
  const promised = usePromisedTerms(id);
  const terms = useSellerOf(me.account).value?.terms;
  const [connecting, connect] = useState<ProductDto | null>(null);
  const today = balance.value ? todayOf(balance.value.asOf) : null;
  const list = subscriptions.value ?? [];
  // One list as long as nothing was read again: an order that was just wished stands on it.
  const running = useMemo(
    () => (subscriptions.value ?? []).filter((one) => one.state !== 'ended').sort((a, b) => a.rank - b.rank),
    [subscriptions.value],
  );
  const ended = list.filter((one) => one.state === 'ended');
  const canSpend = maySpend(me);
  return (
    <Page title={t.nav.products}>
      {!canSpend && <Alert tone="neutral">{t.viewerOnly}</Alert>}
      <Panel
        title={t.products.connected}
        aside={running.length > 1 && <span class="muted">{t.products.orderHint}</span>}
      >
        <Ready of={subscriptions}>
          {() =>
            running.length === 0 ? (
              <EmptyState title={t.products.connectedEmpty} text={t.products.connectedEmptyText} />
            ) : (
              <ConnectedTable
                accountId={id}
                subscriptions={running}
                mayChange={canSpend}
                account={me.account}
                mayPassOn={terms?.transfer === 'resale' && me.level === 'owner'}
              />
            )
          }
        </Ready>
      </Panel>
      {today &&
        (products.value ?? [])
          .filter((one) => one.instances === 'projects' && one.seller === me.account.seller)
          .map((one) => (
            <ProjectsPanel key={one.code} accountId={id} product={one} today={today} mayChange={canSpend} />
          ))}
      {terms?.transfer === 'resale' && <TransfersPanel accountId={id} mayDecide={me.level === 'owner'} />}
      <AnnouncedPrices accountId={id} mayAnswer={mayAdminister(me)} />
      <section aria-label={t.products.catalogue}>
        <h2 class="section-title">{t.products.catalogue}</h2>
        <Ready of={products} lines={6}>
          {(items) => {
            const sold = items.filter((one) => one.seller === me.account.seller);
            return sold.length === 0 || !today ? (
              <EmptyState title={t.products.catalogueEmpty} />
            ) : (
              <ul class="cards">
                {sold.map((product) => (
                  <ProductCard
                    key={product.code}
                    product={product}
                    today={today}
                    isConnected={running.some((one) => one.productCode === product.code)}
                    wasConnected={wasConnected(ended, product.code)}
                    promised={promised.value?.find((one) => one.productCode === product.code)}
                    onConnect={canSpend && product.instances === undefined ? () => connect(product) : null}
                  />
                ))}
              </ul>
            );
          }}
        </Ready>
      </section>
      {connecting && today && (
        <ConnectDialog
          accountId={id}
          product={connecting}
          today={today}
          trialUsed={wasConnected(list, connecting.code)}
          priceHoldDays={terms?.priceHoldDays ?? null}
          onClose={() => connect(null)}
        />
      )}
    </Page>
  );
}

const wasConnected = (list: readonly SubscriptionDto[], code: string): boolean =>
  list.some((one) => one.productCode === code);
