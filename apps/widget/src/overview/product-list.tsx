import type { SubscriptionDto } from '@rocket/contracts';
import { writeDate, writeMoney } from '../text/write';
import type { Words } from '../text/words';

export function ProductList({ products, words }: { products: readonly SubscriptionDto[]; words: Words }) {
  if (products.length === 0)
    return (
      <div class="nothing">
        <p>{words.noProducts}</p>
        <p class="hint">{words.noProductsHint}</p>
      </div>
    );
  return (
    <ul class="products">
      {[...products].sort(byUse).map((product) => (
        <li key={product.id} class={`product product--${product.state}`}>
          <div class="product__head">
            <span class="product__name">{product.productName}</span>
            <span class={`chip chip--${product.state}`}>{words.state[product.state]}</span>
          </div>
          <p class="product__line">
            {[untilWords(product, words), cost(product, words)].filter(Boolean).join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** What runs first, then in the customer's own order; ended ones last. */
export const byUse = (a: SubscriptionDto, b: SubscriptionDto): number =>
  Number(a.state === 'ended') - Number(b.state === 'ended') || a.rank - b.rank;

const cost = (product: SubscriptionDto, words: Words): string =>
  product.state === 'ended' ? '' : `${writeMoney(words, product.cost)} ${words.per(product.period)}`;

export function untilWords(product: SubscriptionDto, words: Words): string {
  const { state, trialEndsOn, paidUntil, autoRenew, free } = product;
  if (state === 'trial' && trialEndsOn) return words.trialUntil(writeDate(words, trialEndsOn));
  if (state === 'suspended') return words.resumesAfterTopUp;
  if (!paidUntil) return '';
  if (state === 'ended') return words.wasPaidUntil(writeDate(words, paidUntil));
  const works = free?.begun ? words.givenUntil : words.paidUntil;
  const { endsOn, endReason } = product;
  const refused = endReason === 'price_refused' && endsOn && words.endsAfter(writeDate(words, endsOn));
  const ending = autoRenew ? refused : words.renewalOff;
  return works(writeDate(words, paidUntil)) + (ending ? ` · ${ending}` : '');
}
