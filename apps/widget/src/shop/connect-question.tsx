import type { ConnectionQuoteDto, MoneyDto } from '@rocket/contracts';
import { useEffect, useRef } from 'preact/hooks';
import { PanelLink } from '../overview/panel-link';
import { isNothing, writeDate, writeMoney } from '../text/write';
import { sayRefusal, type Words } from '../text/words';
import type { Refusal } from '../widget-api';
import type { ShelfCardProps } from './shelf-card';
import type { Asking } from './shop';

/** The question before money moves: the exact sum and the exact days, as the server has worked them out for this moment. */
export function ConnectQuestion({
  item,
  asking,
  state,
  shop,
  accountId,
  session,
  words,
}: ShelfCardProps & { asking: Asking }) {
  const self = useRef<HTMLDivElement>(null);
  useEffect(() => self.current?.focus(), []);
  const { question, isBusy } = asking;
  const isFree = question.kind === 'asked' && isNothing(question.quote.chargedNow);
  const refusal = question.kind === 'counting' ? null : question.refusal;
  return (
    <div
      ref={self}
      class="question"
      role="group"
      tabIndex={-1}
      aria-label={words.askConnect(item.name)}
      onKeyDown={(event) => event.key === 'Escape' && shop.cancel()}
    >
      <p class="question__title">{words.askConnect(item.name)}</p>
      <div aria-live="polite">
        {question.kind === 'counting' && <p class="hint">{words.counting}</p>}
        {question.kind === 'asked' && (
          <ul class="question__lines">
            {linesOf(question.quote, state.shelf.today, words).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {refusal && <p class="question__no">{sayShortage(refusal, words) ?? sayRefusal(words, refusal)}</p>}
      </div>
      <div class="question__acts">
        {question.kind === 'asked' && (
          <button
            type="button"
            class="button button--main"
            aria-busy={isBusy}
            disabled={isBusy}
            onClick={() => void shop.agree(accountId).then(() => session.refresh())}
          >
            {isFree ? words.trialYes : words.payYes(writeMoney(words, question.quote.chargedNow))}
          </button>
        )}
        {refusal?.code === 'insufficient_balance' && (
          <PanelLink
            session={session}
            words={words}
            page="/top-up"
            label={words.act['/top-up']!}
            look="button button--main"
          />
        )}
        <button type="button" class="button" onClick={() => shop.cancel()}>
          {words.cancel}
        </button>
      </div>
    </div>
  );
}

function linesOf(quote: ConnectionQuoteDto, today: string, words: Words): string[] {
  const { trialEndsOn, paidUntil, nextChargeOn, nextCharge, chargedNow, free } = quote;
  const next = nextChargeOn && ([writeMoney(words, nextCharge), writeDate(words, nextChargeOn)] as const);
  if (trialEndsOn)
    return [
      words.askTrial(writeDate(words, trialEndsOn)),
      ...(free?.until ? [words.askFreeAfterTrial(writeDate(words, free.until), free.promotion)] : []),
      next ? words.askTrialThen(...next) : words.askTrialEnds,
    ];
  if (free?.begun && free.until)
    return [
      ...(isNothing(chargedNow)
        ? []
        : [words.askCharge(writeMoney(words, chargedNow), writeDate(words, today))]),
      words.askFree(writeDate(words, free.until), free.promotion),
      next ? words.askTrialThen(...next) : words.askTrialEnds,
    ];
  return [
    words.askCharge(writeMoney(words, chargedNow), writeDate(words, today)),
    ...(paidUntil ? [words.askPaidUntil(writeDate(words, paidUntil))] : []),
    ...(next ? [words.askNext(...next)] : paidUntil ? [words.askNoRenewal(writeDate(words, paidUntil))] : []),
  ];
}

function sayShortage({ code, facts }: Refusal, words: Words): string | null {
  const { required, available } = facts as { required?: MoneyDto; available?: MoneyDto };
  if (code !== 'insufficient_balance' || !required || !available) return null;
  return words.notEnough(writeMoney(words, required), writeMoney(words, available));
}
