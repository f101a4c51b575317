import { useEffect, useState } from 'preact/hooks';
import { SearchIcon } from '../icons';
import { PanelLink } from '../overview/panel-link';
import { useOverview } from '../overview/use-overview';
import { Refused } from '../refused';
import type { Session } from '../session';
import { isNothing, writeDate, writeMoney } from '../text/write';
import { wordsOf, type Words } from '../text/words';
import { useStore } from '../use-store';
import { findItems, kindsOf, type Kind } from './find-items';
import { ShelfCard } from './shelf-card';
import { Shop, type ShopState } from './shop';

type Ready = Extract<ShopState, { kind: 'ready' }>;

/** What is sold, what it costs this account and how to have it, inside amoCRM: the same doors and rules as the panel. */
export function Storefront({ session, words }: { session: Session; words: Words }) {
  const [shop] = useState(() => new Shop(session.api, session.seats));
  const state = useStore(shop);
  const overview = useOverview(session);
  useEffect(() => {
    void shop.refresh();
    return session.onRefresh(() => void shop.refresh());
  }, [shop]);
  // The balance moved: what a price leaves of it has moved too.
  const money = overview.kind === 'ready' ? overview.state.balance.total.amount : '';
  useEffect(() => {
    if (money && shop.state.kind === 'ready') void shop.refresh();
  }, [money]);

  if (state.kind === 'refused')
    return (
      <div class="shop">
        <Refused refusal={state.refusal} session={session} words={words} />
      </div>
    );
  if (state.kind === 'loading' || overview.kind !== 'ready')
    return overview.kind === 'refused' ? (
      <div class="shop">
        <Refused refusal={overview.refusal} session={session} words={words} />
      </div>
    ) : (
      <div class="shop waiting" role="status" aria-label={words.loading}>
        <span class="bone bone--card" />
        <span class="bone" />
      </div>
    );
  return (
    <div class="shop">
      <Money state={state} session={session} words={words} />
      <Shelf
        state={state}
        shop={shop}
        accountId={overview.state.account.id}
        session={session}
        words={wordsOf(words, overview.state.account)}
      />
    </div>
  );
}

function Money({ state: { shelf }, session, words }: { state: Ready; session: Session; words: Words }) {
  const { balance, advised } = shelf;
  const { emptyOn, next30Days } = balance.forecast;
  return (
    <section class="purse" aria-label={words.balance}>
      <div>
        <p class="purse__name">{words.balance}</p>
        <p class="purse__sum">{writeMoney(words, balance.money)}</p>
      </div>
      <p class="purse__rest">
        {isNothing(balance.bonus) ? words.noBonus : words.bonus(writeMoney(words, balance.bonus))}
        <br />
        {emptyOn ? words.lastsUntil(writeDate(words, emptyOn)) : words.lastsLong}
        {!isNothing(next30Days) && ` · ${words.next30(writeMoney(words, next30Days))}`}
      </p>
      {!shelf.isOver && (
        <PanelLink
          session={session}
          words={words}
          page="/top-up"
          label={advised ? words.topUpBy(writeMoney(words, advised)) : words.act['/top-up']!}
          look="button button--light"
        />
      )}
    </section>
  );
}

function Shelf({
  state,
  shop,
  accountId,
  session,
  words,
}: {
  state: Ready;
  shop: Shop;
  accountId: string;
  session: Session;
  words: Words;
}) {
  const [typed, setTyped] = useState('');
  const [kind, setKind] = useState<Kind | null>(null);
  const { shelf, connected } = state;
  const kinds = kindsOf(shelf.items);
  const found = findItems(shelf.items, kind, typed, words.locale);
  const showAll = () => {
    setTyped('');
    setKind(null);
  };
  return (
    <>
      <div class="finder">
        <label class="finder__field">
          <SearchIcon />
          <input
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        {kinds.length > 1 && (
          <div class="kinds" role="group" aria-label={words.shopTitle}>
            {[null, ...kinds].map((one) => (
              <button
                key={one}
                type="button"
                class="kind"
                aria-pressed={kind === one}
                onClick={() => setKind(one)}
              >
                {one === null ? words.allKinds : words.kinds[one]}
              </button>
            ))}
          </div>
        )}
      </div>
      <p class="said" role="status">
        {connected && words.connectedNow(connected)}
      </p>
      {!shelf.maySpend && <p class="stale">{shelf.isOver ? words.contractOver : words.mayNotSpend}</p>}
      {found.length === 0 ? (
        <div class="nothing">
          <p>{words.nothingFound}</p>
          <button type="button" class="button" onClick={showAll}>
            {words.showAll}
          </button>
        </div>
      ) : (
        <ul class="shelf" aria-label={words.shopTitle}>
          {found.map((item) => (
            <ShelfCard
              key={item.code}
              item={item}
              state={state}
              shop={shop}
              accountId={accountId}
              session={session}
              words={words}
            />
          ))}
        </ul>
      )}
    </>
  );
}
