import type { ShelfItemDto } from '@rocket/contracts';
import { useState } from 'preact/hooks';
import { untilWords } from '../overview/product-list';
import type { Session } from '../session';
import { writeDate, writeMoney } from '../text/write';
import type { Words } from '../text/words';
import { webAddress } from '../web-address';
import { ConnectQuestion } from './connect-question';
import { RenewalSwitch } from './renewal-switch';
import type { Shop, ShopState } from './shop';

export interface ShelfCardProps {
  readonly item: ShelfItemDto;
  readonly state: Extract<ShopState, { kind: 'ready' }>;
  readonly shop: Shop;
  readonly accountId: string;
  readonly session: Session;
  readonly words: Words;
}

/** One product: what it is, what it costs this account, and the one thing to do with it. */
export function ShelfCard(props: ShelfCardProps) {
  const { item, state, words } = props;
  const { subscription } = item;
  const isAsked = state.asking?.wish.productCode === item.code;
  return (
    <li class={`card${subscription ? ' card--own' : ''}`} aria-label={item.name}>
      <div class="card__head">
        <Mark item={item} />
        <h3 class="card__name">{item.name}</h3>
        {subscription ? (
          <span class={`chip chip--${subscription.state}`}>{words.state[subscription.state]}</span>
        ) : (
          <span class="card__kind">{words.kindOf[item.kind]}</span>
        )}
      </div>
      {item.summary && <p class="card__text">{item.summary}</p>}
      {subscription ? (
        <>
          <p class="card__line">
            {[
              untilWords(subscription, words),
              `${writeMoney(words, subscription.cost)} ${words.per(subscription.period)}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {subscription.state !== 'suspended' && <RenewalSwitch {...props} subscription={subscription} />}
        </>
      ) : isAsked && state.asking ? (
        <ConnectQuestion {...props} asking={state.asking} />
      ) : (
        <Offer {...props} />
      )}
    </li>
  );
}

/** Its picture, or its initial in a room of the same size; the name beside it says the same. */
const Mark = ({ item: { name, picture } }: { item: ShelfItemDto }) =>
  webAddress(picture) ? (
    <img class="card__mark" src={picture!} alt="" width="40" height="40" loading="lazy" decoding="async" />
  ) : (
    <span class="card__mark" aria-hidden="true">
      {/[\p{L}\p{N}]/u.exec(name)?.[0]?.toLocaleUpperCase() ?? '·'}
    </span>
  );

/** Price for the units of this account, and the button that asks what connecting would charge. */
function Offer({ item, state, shop, words }: ShelfCardProps) {
  const [period, setPeriod] = useState(item.prices[0]?.period ?? '');
  const [quantity, setQuantity] = useState(item.prices[0]?.quantity ?? 1);
  const price = item.prices.find((one) => one.period === period) ?? item.prices[0];
  if (!price) return null;
  const isOwn = quantity === price.quantity;
  const ask = () => void shop.ask({ productCode: item.code, quantity, period: price.period });
  return (
    <div class="offer">
      <p class="offer__price">
        <b>{isOwn ? writeMoney(words, price.cost) : `${writeMoney(words, price.unitPrice)} × ${quantity}`}</b>{' '}
        <span>{words.per(price.period)}</span>
        <br />
        <span class="hint">{words.forUnits(quantity, item.tariffUnit)}</span>
      </p>
      {item.promised && (
        <p class="offer__gift">
          {words.promised(
            writeDate(words, item.promised.until),
            item.promised.name,
            item.promised.from > state.shelf.today,
            item.promised.quantity,
          )}
        </p>
      )}
      {state.shelf.maySpend && (
        <>
          <div class="offer__fields">
            {item.prices.length > 1 && (
              <label>
                <span>{words.period}</span>
                <select value={price.period} onChange={(event) => setPeriod(event.currentTarget.value)}>
                  {item.prices.map((one) => (
                    <option key={one.period} value={one.period}>
                      {words.per(one.period)}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <label>
              <span>{words.quantity}</span>
              <input
                type="number"
                inputMode="numeric"
                min={price.minQuantity}
                step={1}
                value={quantity}
                onInput={(event) =>
                  setQuantity(Math.max(1, Math.trunc(Number(event.currentTarget.value)) || 1))
                }
              />
            </label>
          </div>
          <button
            type="button"
            class={`button ${item.trial === 'none' && !item.promised ? '' : 'button--main'}`}
            aria-label={`${buttonWords(item, words)}: ${item.name}`}
            onClick={ask}
          >
            {buttonWords(item, words)}
          </button>
        </>
      )}
    </div>
  );
}

const buttonWords = (item: ShelfItemDto, words: Words): string =>
  item.trial === 'due'
    ? words.tryFree(item.trialDays)
    : item.trial === 'goes_on'
      ? words.goOnTrial
      : words.connectProduct;
