import type { SubscriptionDto, WidgetStateDto } from '@rocket/contracts';
import { Refused, Stale } from '../refused';
import type { Session } from '../session';
import { isNothing, writeMoney } from '../text/write';
import { wordsOf, type Words } from '../text/words';
import { lasts } from './balance-card';
import { PanelLink } from './panel-link';
import { byUse, untilWords } from './product-list';
import { useOverview } from './use-overview';

/** How many products a narrow column has room for. */
const MOST = 5;

/** What the column of widgets in a lead's card shows: is there money, until when, and does what we sell work. */
export function LeadBlock({ session, words }: { session: Session; words: Words }) {
  const overview = useOverview(session);
  return (
    <section class="block" aria-label={words.cardAt}>
      {overview.kind === 'refused' ? (
        <Refused refusal={overview.refusal} session={session} words={words} />
      ) : overview.kind === 'loading' ? (
        <div class="waiting" role="status" aria-label={words.loading}>
          <span class="bone" />
          <span class="bone bone--short" />
        </div>
      ) : (
        <>
          <Stale refusal={overview.stale} words={words} />
          <Money state={overview.state} words={words} />
          <Connected products={overview.state.products} words={wordsOf(words, overview.state.account)} />
          <p class="block__acts">
            <PanelLink
              session={session}
              words={words}
              page="/products"
              label={wordsOf(words, overview.state.account).allProducts}
              look="link"
            />
            {!isOver(overview.state) && (
              <PanelLink
                session={session}
                words={words}
                page="/top-up"
                label={words.act['/top-up']!}
                look="link"
              />
            )}
          </p>
        </>
      )}
    </section>
  );
}

/** Nothing is paid any more under a contract that is over (rule 23). */
const isOver = ({ account }: WidgetStateDto): boolean =>
  account.state === 'terminated' || account.state === 'erased';

function Money({ state, words }: { state: WidgetStateDto; words: Words }) {
  const { balance, banner } = state;
  return (
    <>
      {banner && <p class={`banner banner--${banner.tone}`}>{banner.text}</p>}
      <p class="block__sum">
        <span>{words.balance}</span> <b>{writeMoney(words, balance.money)}</b>
      </p>
      <p class="block__rest">
        {[!isNothing(balance.bonus) && words.bonus(writeMoney(words, balance.bonus)), lasts(state, words)]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </>
  );
}

function Connected({ products, words }: { products: readonly SubscriptionDto[]; words: Words }) {
  const all = products.filter(({ state }) => state !== 'ended').sort(byUse);
  if (all.length === 0)
    return (
      <div class="block__none">
        <p>{words.noneConnected}</p>
        <p class="hint">{words.noneConnectedHint}</p>
      </div>
    );
  return (
    <ul class="block__products">
      {all.slice(0, MOST).map((product) => (
        <li key={product.id}>
          <div class="product__head">
            <span class="product__name">{product.productName}</span>
            <span class={`chip chip--${product.state}`}>{words.state[product.state]}</span>
          </div>
          <p class="product__line">{untilWords(product, words)}</p>
        </li>
      ))}
      {all.length > MOST && <li class="hint">{words.more(all.length - MOST)}</li>}
    </ul>
  );
}
