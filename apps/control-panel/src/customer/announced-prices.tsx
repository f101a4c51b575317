import { routes, type AccountPriceChangeDto } from '@rocket/contracts';
import { Alert, Button, Chip, writeDate, writeMoney } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { perPeriod } from '../account/period-words';
import { refreshAccount, usePriceChanges } from '../account/reads';
import { call } from '../api';
import { Confirm } from '../form/confirm';
import { refusalText } from '../form/refusal-text';
import { Panel } from '../shell/page';
import { toasts } from '../shell/toasts';
import { words } from '../text/words';

/** Prices that are still to take effect: agree by doing nothing, or refuse (clause 11.1.3). Nothing announced, nothing shown. */
export function AnnouncedPrices({ accountId, mayAnswer }: { accountId: string; mayAnswer: boolean }) {
  const t = words.value;
  const p = t.prices;
  const changes = usePriceChanges(accountId).value ?? [];
  const [refusing, refuse] = useState<AccountPriceChangeDto | null>(null);
  if (changes.length === 0) return null;
  const paramsOf = (one: AccountPriceChangeDto) => ({ params: { id: accountId, changeId: one.id } });
  const agree = async (one: AccountPriceChangeDto) => {
    try {
      await call(routes.withdrawRefusal, paramsOf(one));
      refreshAccount(accountId);
      toasts.say(p.agreed(one.productName));
    } catch (error) {
      toasts.say(refusalText(t, error), { tone: 'danger' });
    }
  };
  const lastDay = (one: AccountPriceChangeDto) =>
    one.lastDayIfRefused ? writeDate(one.lastDayIfRefused) : null;
  return (
    <Panel title={p.announced}>
      <ul class="price-changes">
        {changes.map((one) => (
          <li key={one.id}>
            <span class="two-lines">
              <span class="with-chip">
                {one.productName} {one.refused && <Chip tone="warning">{p.refused}</Chip>}
              </span>
              <small class="muted">
                {p.line(
                  writeMoney(t.language, one.cost),
                  perPeriod(t, one.period),
                  writeDate(one.effectiveOn),
                )}
                {', '}
                {one.refused
                  ? p.refusedText(lastDay(one))
                  : p.now(writeMoney(t.language, one.subscription.cost))}
              </small>
            </span>
            {mayAnswer &&
              (one.refused ? (
                <Button size="small" label={p.agreeFor(one.productName)} onClick={() => void agree(one)}>
                  {p.agree}
                </Button>
              ) : (
                <Button
                  size="small"
                  kind="quiet-danger"
                  label={p.refuseFor(one.productName)}
                  onClick={() => refuse(one)}
                >
                  {p.refuse}
                </Button>
              ))}
          </li>
        ))}
      </ul>
      {refusing && (
        <Confirm
          title={p.refuseTitle(refusing.productName)}
          yes={p.refuse}
          danger
          act={() => call(routes.refusePriceChange, paramsOf(refusing))}
          done={() => {
            refreshAccount(accountId);
            toasts.say(p.refusedDone(refusing.productName));
            refuse(null);
          }}
          onClose={() => refuse(null)}
        >
          <p>{p.consequence(lastDay(refusing))}</p>
          <Alert tone="neutral">
            <p>{p.hint}</p>
          </Alert>
        </Confirm>
      )}
    </Panel>
  );
}
