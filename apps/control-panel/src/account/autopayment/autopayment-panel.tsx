import { routes, type AutopaymentDto, type SubscriptionDto } from '@rocket/contracts';
import { Button, writeDate, writeMoney } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { Facts, Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { autopaymentWords } from '../../text/autopayment-words';
import { words } from '../../text/words';
import { useLoaded } from '../../load';
import { fullName } from '../full-name';
import { refreshAccount, useSubscriptions } from '../reads';
import { BeginDialog } from './begin-dialog';

/** Regular payments by a kept card; nothing is drawn where the seller's terms know none (Alfa CRM 5.6). */
export function AutopaymentPanel({
  accountId,
  mayBegin,
  mayEnd,
}: {
  accountId: string;
  mayBegin: boolean;
  mayEnd: boolean;
}) {
  const a = autopaymentWords();
  const [asks, ask] = useState<'begin' | 'end' | null>(null);
  const { value } = useLoaded(`account/${accountId}/autopayment`, () =>
    call(routes.autopayment, { params: { id: accountId } }),
  );
  const subscriptions = useSubscriptions(accountId).value ?? [];
  const renewed = subscriptions.filter((one) => one.state !== 'ended' && one.autoRenew && !one.isPackage);
  if (!value || (!value.isOffered && !value.card)) return null;
  return (
    <Panel title={a.title} padded>
      <div class="stack">
        {value.card ? (
          <Facts items={factsOf(value, subscriptions)} />
        ) : (
          <p>{mayBegin ? a.off : a.offForStaff}</p>
        )}
        {value.chargeDaysBefore !== null && <p class="muted">{a.how(value.chargeDaysBefore)}</p>}
        {value.card && mayEnd && <Button onClick={() => ask('end')}>{a.end}</Button>}
        {!value.card && mayBegin && renewed.length > 0 && (
          <Button kind="primary" onClick={() => ask('begin')}>
            {a.begin}
          </Button>
        )}
      </div>
      {asks === 'begin' && (
        <BeginDialog
          accountId={accountId}
          subscriptions={renewed}
          next={value.next}
          daysBefore={value.chargeDaysBefore}
          onClose={() => ask(null)}
        />
      )}
      {asks === 'end' && (
        <Confirm
          title={a.endTitle}
          yes={a.endYes}
          danger
          act={() => call(routes.endAutopayment, { params: { id: accountId } })}
          done={() => {
            refreshAccount(accountId);
            toasts.say(a.ended);
            ask(null);
          }}
          onClose={() => ask(null)}
        >
          <p>{a.endText}</p>
        </Confirm>
      )}
    </Panel>
  );
}

function factsOf({ card, next, last }: AutopaymentDto, subscriptions: readonly SubscriptionDto[]) {
  const a = autopaymentWords();
  const { language } = words.value;
  const nameOf = (id: string, code: string): string => {
    const found = subscriptions.find((one) => one.id === id);
    return found ? fullName(found) : code;
  };
  const coming = next.map((one): [string, string] => [
    a.next(nameOf(one.subscription, one.productCode)),
    one.isCovered
      ? a.covered(writeDate(one.periodStart))
      : a.nextText(writeDate(one.chargeOn), writeMoney(language, one.amount)),
  ]);
  const past = last && a.lastStates[last.state](writeDate(last.on), writeMoney(language, last.amount));
  return [
    ...(card ? [[a.card, a.cardText(card.type, card.lastFour, card.expires)] as const] : []),
    ...(coming.length > 0 ? coming : [[a.nextTitle, a.nothingNext] as const]),
    ...(past ? [[a.last, past] as const] : []),
  ];
}
