import { routes, type ProductDto, type SellerDto } from '@rocket/contracts';
import { Button, Chip, EmptyState, Table, UnitPrice, writeDate } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { Filter } from '../account/filter';
import { priceWords } from '../account/price-words';
import { perPeriod } from '../account/period-words';
import { useProducts } from '../account/reads';
import { call } from '../api';
import { useLoaded } from '../load';
import { Ready } from '../shell/loading';
import { Page, Panel } from '../shell/page';
import { words } from '../text/words';
import { browserToday } from './browser-today';
import { priceWizardWords } from '../text/price-wizard-words';
import { webhookWords } from '../text/webhook-words';
import { PricePlans } from './prices/price-plans';
import { ProductDialog } from './product-dialog';
import { WebhookTroubles } from './webhooks/webhook-troubles';

/** What is sold, seller by seller, with every price version; a future one says from when. */
export default function Catalogue() {
  const t = words.value;
  const s = t.staff.catalogue;
  const { query } = useLocation();
  const products = useProducts();
  const sellers = useLoaded(
    'sellers',
    async () => (await call(routes.sellers, { query: { limit: 200 } })).items,
  );
  const [chosen, choose] = useState<ProductDto | null>(null);
  return (
    <Page title={t.nav.catalogue}>
      <WebhookTroubles />
      <PricePlans />
      <Ready of={sellers} lines={8}>
        {(all) => (
          <>
            {all.length > 1 && (
              <Filter
                name="seller"
                label={s.seller}
                all={s.allSellers}
                choices={all.map(({ code, name }) => [code, name] as const)}
              />
            )}
            <Ready of={products} lines={8}>
              {(items) =>
                items.length === 0 ? (
                  <Panel>
                    <EmptyState title={s.empty} text={s.emptyText} />
                  </Panel>
                ) : (
                  all
                    .filter(({ code }) => !query['seller'] || code === query['seller'])
                    .map((seller) => (
                      <SellersProducts
                        key={seller.code}
                        seller={seller}
                        products={items.filter((one) => one.seller === seller.code)}
                        choose={choose}
                      />
                    ))
                )
              }
            </Ready>
          </>
        )}
      </Ready>
      {chosen && <ProductDialog product={chosen} onClose={() => choose(null)} />}
    </Page>
  );
}

function SellersProducts({
  seller,
  products,
  choose,
}: {
  seller: SellerDto;
  products: readonly ProductDto[];
  choose: (product: ProductDto) => void;
}) {
  const t = words.value;
  const s = t.staff.catalogue;
  const today = browserToday();
  const { ru, en } = seller.goods;
  const goods = t.language === 'en' ? en.other : ru.plural;
  return (
    <Panel title={seller.name} aside={<span class="muted">{goods}</span>}>
      {products.length === 0 ? (
        <EmptyState title={s.empty} />
      ) : (
        <Table
          caption={seller.name}
          rows={products}
          rowKey={({ code }) => code}
          columns={[
            {
              key: 'name',
              title: s.product,
              lead: true,
              cell: (one) => (
                <span class="two-lines">
                  <span>{one.name}</span>
                  <small class="muted">
                    {one.code} · {one.seller}
                  </small>
                  <small>
                    <a
                      href={`/catalogue/${one.code}/developers`}
                      aria-label={webhookWords().developers.openOf(one.name)}
                    >
                      {webhookWords().developers.open}
                    </a>
                  </small>
                </span>
              ),
            },
            { key: 'kind', title: s.kind, cell: (one) => t.products.kinds[one.kind] },
            {
              key: 'unit',
              title: s.unit,
              cell: (one) => (
                <span class="two-lines">
                  <span>{one.tariffUnit}</span>
                  {one.quantityFollows === 'seats' && <small class="muted">{s.bySeats}</small>}
                </span>
              ),
            },
            {
              key: 'trial',
              title: s.trial,
              cell: (one) => (one.trialDays > 0 ? t.days(one.trialDays) : s.noTrial),
            },
            {
              key: 'prices',
              title: s.prices,
              align: 'end',
              cell: (one) => (
                <span class="two-lines">
                  {one.prices.length === 0 && <span class="muted">{t.products.noPrice}</span>}
                  {one.prices.map((price) => (
                    <span key={price.id}>
                      {price.tariff && (
                        <small class="muted">
                          {one.tariffs?.find(({ code }) => code === price.tariff)?.name}:{' '}
                        </small>
                      )}
                      {price.validFrom > today && (
                        <Chip tone="info">{s.since(writeDate(price.validFrom))}</Chip>
                      )}{' '}
                      <span class="one-line">
                        {price.tiers?.length || price.packSize ? (
                          priceWords(t, price)
                        ) : (
                          <UnitPrice value={price.unitPrice} />
                        )}{' '}
                        <small class="muted">{perPeriod(t, price.period)}</small>
                      </span>
                    </span>
                  ))}
                </span>
              ),
            },
            {
              key: 'change',
              title: s.change,
              quietTitle: true,
              align: 'end',
              cell: (one) => (
                <span class="two-lines">
                  {one.prices.length > 0 && (
                    <a class="button button-secondary button-small" href={`/catalogue/${one.code}/price`}>
                      {priceWizardWords().change}
                    </a>
                  )}
                  <Button size="small" onClick={() => choose(one)}>
                    {s.change}
                  </Button>
                </span>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
