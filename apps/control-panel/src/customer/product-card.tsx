import type { ProductDto, PromisedTermDto } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import { Button, Chip, ProductMark, UnitPrice } from '@rocket/ui';
import { nameUnit } from '@rocket/ui/tariff-units';
import { packageWords } from '../account/package-words';
import { perPeriod } from '../account/period-words';
import { priceWords } from '../account/price-words';
import { currentPrices } from '../account/reads';
import { quoteWords } from '../text/quote-words';
import { words } from '../text/words';

const MOST_PRICES = 8;

export function ProductCard({
  product,
  today,
  isConnected,
  wasConnected,
  promised,
  onConnect,
}: {
  product: ProductDto;
  today: LocalDate;
  isConnected: boolean;
  wasConnected: boolean;
  /** What a promotion gives whoever connects it today. */
  promised: PromisedTermDto | undefined;
  onConnect: (() => void) | null;
}) {
  const t = words.value;
  const prices = currentPrices(product, today);
  // Of packages one buys as many as one likes.
  // A long list is chosen from where one buys.
  const isLong = prices.length > MOST_PRICES;
  const cheapest = [...prices].sort((a, b) => Number(a.unitPrice.amount) - Number(b.unitPrice.amount))[0];
  const isPackage = prices.some((price) => price.isPackage);
  const title = isPackage ? t.products.buyTitle : t.products.connectTitle;
  return (
    <li class="card">
      <div class="card-head">
        <ProductMark name={product.name} picture={product.picture} />
        <div class="card-title">
          <h3>{product.name}</h3>
          <span class="muted">{t.products.kinds[product.kind]}</span>
        </div>
      </div>
      {product.summary && <p class="card-text">{product.summary}</p>}
      <div class="card-prices">
        {prices.length === 0 && <span class="muted">{t.products.noPrice}</span>}
        {isLong && cheapest && (
          <span class="card-price">
            <span class="muted">{quoteWords().tariffsFrom(prices.length)}</span>{' '}
            <strong>
              <UnitPrice value={cheapest.unitPrice} />
            </strong>
          </span>
        )}
        {(isLong ? [] : prices).map((price) => (
          <span key={price.id} class="card-price">
            {price.tariff && (
              <span class="muted">{product.tariffs?.find(({ code }) => code === price.tariff)?.name}: </span>
            )}
            <strong>
              {price.tiers?.length || price.packSize ? (
                priceWords(t, price)
              ) : (
                <UnitPrice value={price.unitPrice} />
              )}
            </strong>{' '}
            <span class="muted">
              {price.isPackage ? packageWords(product, price) : perPeriod(t, price.period)}
            </span>
          </span>
        ))}
        <span class="muted card-unit">{t.products.unit(nameUnit(t.language, product.tariffUnit))}</span>
      </div>
      {promised && !isConnected && <p class="card-promise">{promiseWords(promised, today)}</p>}
      <div class="card-foot">
        {isConnected ? (
          <Chip tone="good">{t.products.alreadyConnected}</Chip>
        ) : product.trialDays > 0 && !isPackage && !wasConnected && !promised ? (
          <Chip tone="info">{t.products.trialDays(product.trialDays)}</Chip>
        ) : (
          <span />
        )}
        {(!isConnected || isPackage) && onConnect && prices.length > 0 && (
          <Button
            kind="primary"
            size="small"
            label={
              isPackage
                ? `${isConnected ? t.products.buyAnother : t.products.buyPackage}: ${product.name}`
                : wasConnected
                  ? `${t.products.connectAgain}: ${product.name}`
                  : title(product.name)
            }
            onClick={onConnect}
          >
            {isPackage
              ? isConnected
                ? t.products.buyAnother
                : t.products.buyPackage
              : wasConnected
                ? t.products.connectAgain
                : t.products.connect}
          </Button>
        )}
      </div>
    </li>
  );
}

function promiseWords({ name, from, until, quantity }: PromisedTermDto, today: LocalDate): string {
  const q = quoteWords();
  const told = from > today ? q.promisedAfterTrial(name, until) : q.promised(name, until);
  return quantity === null ? told : `${told}, ${q.atMost(quantity)}`;
}
