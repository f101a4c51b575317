import type { WidgetStateDto } from '@rocket/contracts';
import type { Session } from '../session';
import { isNothing, writeDate, writeMoney } from '../text/write';
import type { Words } from '../text/words';
import { PanelLink } from './panel-link';

/** «Баланс 5 000,00 ₽ · бонусы 500,00 ₽ · хватит до 14.12.2026», and the way to the panel. */
export function BalanceCard({
  state,
  session,
  words,
}: {
  state: WidgetStateDto;
  session: Session;
  words: Words;
}) {
  const { balance } = state;
  return (
    <section class="balance" aria-label={words.balance}>
      <p class="balance__name">{words.balance}</p>
      <p class="balance__sum">{writeMoney(words, balance.money)}</p>
      <p class="balance__rest">
        {isNothing(balance.bonus) ? words.noBonus : words.bonus(writeMoney(words, balance.bonus))}
        {' · '}
        {lasts(state, words)}
      </p>
      <PanelLink session={session} words={words} look="button button--light" />
    </section>
  );
}

export function lasts({ balance, products }: WidgetStateDto, words: Words): string {
  if (balance.forecast.emptyOn) return words.lastsUntil(writeDate(words, balance.forecast.emptyOn));
  return isNothing(balance.total) && products.length > 0 ? words.runOut : words.lastsLong;
}
