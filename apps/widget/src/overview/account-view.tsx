import type { ComponentChildren } from 'preact';
import { Refused, Stale } from '../refused';
import type { Session } from '../session';
import { wordsOf, type Words } from '../text/words';
import { useOverview } from './use-overview';
import { BalanceCard } from './balance-card';
import { ProductList } from './product-list';

/** The balance on top, whatever the caller puts under it; or why there is none. */
export function AccountView({ session, words, children }: AccountViewProps) {
  const overview = useOverview(session);
  if (overview.kind === 'refused')
    return <Refused refusal={overview.refusal} session={session} words={words} />;
  if (overview.kind === 'loading')
    return (
      <div class="waiting" role="status" aria-label={words.loading}>
        <span class="bone bone--card" />
        <span class="bone" />
        <span class="bone bone--short" />
      </div>
    );
  return (
    <>
      <Stale refusal={overview.stale} words={words} />
      {overview.state.banner && (
        <p class={`banner banner--${overview.state.banner.tone}`}>{overview.state.banner.text}</p>
      )}
      <BalanceCard state={overview.state} session={session} words={words} />
      {children}
    </>
  );
}

interface AccountViewProps {
  readonly session: Session;
  readonly words: Words;
  readonly children?: ComponentChildren;
}

export function Products({ session, words }: { session: Session; words: Words }) {
  const overview = useOverview(session);
  if (overview.kind !== 'ready') return null;
  const { account, products } = overview.state;
  return <ProductList products={products} words={wordsOf(words, account)} />;
}

/** Balance, products and the link: what the settings and the menu page show. */
export function AccountPage({ session, words }: { session: Session; words: Words }) {
  const overview = useOverview(session);
  const { products } = overview.kind === 'ready' ? wordsOf(words, overview.state.account) : words;
  return (
    <div class="page">
      <AccountView session={session} words={words}>
        <h3 class="page__title">{products}</h3>
        <Products session={session} words={words} />
      </AccountView>
    </div>
  );
}
