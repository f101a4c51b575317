import { routes, type AutopaymentDto, type SubscriptionDto } from '@rocket/contracts';
import { Alert, Button, Dialog, SelectField, writeMoney } from '@rocket/ui';
import { useRef, useState } from 'preact/hooks';
import { call, newKey } from '../../api';
import { refusalText } from '../../form/refusal-text';
import { autopaymentWords } from '../../text/autopayment-words';
import { words } from '../../text/words';
import { fullName } from '../full-name';

/** Says what will be charged and when, takes the agreement, and goes to the page of the payment system. */
export function BeginDialog({
  accountId,
  subscriptions,
  next,
  daysBefore,
  onClose,
}: {
  accountId: string;
  /** What is renewed: at least one. */
  subscriptions: readonly SubscriptionDto[];
  next: AutopaymentDto['next'];
  daysBefore: AutopaymentDto['chargeDaysBefore'];
  onClose: () => void;
}) {
  const t = words.value;
  const a = autopaymentWords();
  const key = useRef(newKey());
  const [chosen, choose] = useState(subscriptions[0]!.id);
  const [agreed, agree] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const subscription = subscriptions.find(({ id }) => id === chosen) ?? subscriptions[0]!;
  const amount = next.find((one) => one.subscription === chosen)?.amount ?? subscription.cost;
  const pay = (): void => {
    if (!agreed) return setFailed(a.agreeFirst);
    setBusy(true);
    setFailed(null);
    const wish = { params: { id: accountId }, body: { subscription: chosen, agreed: true as const } };
    call(routes.beginAutopayment, { ...wish, idempotencyKey: key.current }).then(
      ({ url }) => window.location.assign(url ?? '/top-up'),
      (error: unknown) => {
        setFailed(refusalText(t, error));
        setBusy(false);
      },
    );
  };
  return (
    <Dialog title={a.beginTitle} closeLabel={t.common.close} onClose={onClose}>
      <div class="stack">
        {subscriptions.length > 1 && (
          <SelectField
            label={a.product}
            name="subscription"
            value={chosen}
            choices={subscriptions.map((one) => ({ value: one.id, text: fullName(one) }))}
            onChange={(id) => {
              choose(id);
              key.current = newKey();
            }}
          />
        )}
        <p>{a.beginText(writeMoney(t.language, amount))}</p>
        {daysBefore !== null && <p>{a.how(daysBefore)}</p>}
        <p class="muted">{a.safe}</p>
        <label class="pick">
          <input
            type="checkbox"
            name="agreed"
            checked={agreed}
            onChange={() => {
              agree(!agreed);
              setFailed(null);
            }}
          />
          {a.agree}
        </label>
        {failed && <Alert tone="danger">{failed}</Alert>}
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" busy={busy} onClick={pay}>
            {a.toPay}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
