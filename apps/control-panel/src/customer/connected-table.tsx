import { routes, type AccountDto, type SubscriptionDto, type SubscriptionUsageDto } from '@rocket/contracts';
import { Button, Money, Switch, Table, type Column } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { perPeriod } from '../account/period-words';
import { fullName } from '../account/full-name';
import { refreshAccount, useSellerOf, useUsage } from '../account/reads';
import { SubscriptionChip } from '../account/states';
import { isBlocked, tillLines } from '../account/till-lines';
import { UsageView } from '../account/usage-view';
import { call } from '../api';
import { refusalText } from '../form/refusal-text';
import { Icon } from '../shell/icons';
import { toasts } from '../shell/toasts';
import { nextPeriodWords } from '../text/next-period-words';
import { orderWords } from '../text/order-words';
import { packagesWords } from '../text/packages-words';
import { words } from '../text/words';
import { ChangeDialog } from './change-dialog';
import { EndDialog } from './end-dialog';
import { mayOrderNext, NextPeriod } from './next-period';
import { OrderHandle } from './order/order-handle';
import { useOrder } from './order/use-order';
import { TransferDialog } from './transfers/transfer-dialog';

/** The connected products in the order in which they are paid for. */
export function ConnectedTable({
  accountId,
  subscriptions,
  mayChange,
  account,
  mayPassOn = false,
}: {
  accountId: string;
  subscriptions: readonly SubscriptionDto[];
  mayChange: boolean;
  /** Its offer says whether anything renews by itself. */
  account: AccountDto;
  /** The offer lets the owner pass on what is paid for. */
  mayPassOn?: boolean;
}) {
  const t = words.value;
  const offersRenewal = useSellerOf(account).value?.terms.autoRenewal ?? true;
  const isByHand = (one: SubscriptionDto): boolean => !offersRenewal && mayOrderNext(one);
  const p = t.products;
  const usage = useUsage(accountId);
  const [dialog, open] = useState<{ act: 'change' | 'end' | 'transfer'; of: SubscriptionDto } | null>(null);
  const [busy, setBusy] = useState<string | null>(null);

  const { shown, move } = useOrder(accountId, subscriptions);

  const patch = async (one: SubscriptionDto, body: { autoRenew: boolean }) => {
    setBusy(one.id);
    try {
      await call(routes.changeSubscription, { params: { id: one.id }, body });
      refreshAccount(accountId);
      return true;
    } catch (error) {
      toasts.say(refusalText(t, error), { tone: 'danger' });
      return false;
    } finally {
      setBusy(null);
    }
  };
  const switchRenew = async (one: SubscriptionDto, autoRenew: boolean) => {
    if (await patch(one, { autoRenew }))
      toasts.say(autoRenew ? p.autoRenewOn(fullName(one)) : p.autoRenewOff(fullName(one)), {
        undo: { label: t.common.undo, run: () => void patch(one, { autoRenew: !autoRenew }) },
      });
  };
  const close = () => open(null);
  const rankColumn: Column<SubscriptionDto> = {
    key: 'rank',
    title: p.order,
    cell: (one) => <OrderCell one={one} of={shown} disabled={!mayChange || busy !== null} move={move} />,
  };
  return (
    <>
      <Table
        roomy
        caption={p.connected}
        rows={shown}
        rowKey={(one) => one.id}
        columns={[
          // One product has no order.
          ...(shown.length > 1 ? [rankColumn] : []),
          {
            key: 'name',
            title: t.products.product,
            lead: true,
            cell: (one) => (
              <span class="two-lines">
                <span class="with-chip">
                  <a href={`/products/${one.productCode}`}>{fullName(one)}</a>{' '}
                  <SubscriptionChip state={one.state} />
                </span>
                {one.tariff && <small class="muted">{one.tariff.name}</small>}
                {tillLines(t, one, isBlocked()).map((line) => (
                  <small key={line} class="muted">
                    {line}
                  </small>
                ))}
                <Used one={one} usage={usage.value?.get(one.id)} />
              </span>
            ),
          },
          { key: 'quantity', title: p.quantity, align: 'end', cell: (one) => one.quantity },
          {
            key: 'cost',
            title: p.cost,
            align: 'end',
            cell: (one) => (
              <span class="two-lines">
                <Money value={one.cost} />
                <small class="muted">{perPeriod(t, one.period)}</small>
              </span>
            ),
          },
          {
            key: 'renew',
            title: p.autoRenew,
            cell: (one) =>
              one.isPackage ? (
                <small class="muted">{p.notRenewed}</small>
              ) : isByHand(one) ? (
                <span class="two-lines">
                  <small class="muted">{nextPeriodWords().byHand}</small>
                  {mayChange && <NextPeriod short accountId={accountId} of={one} />}
                </span>
              ) : (
                <Switch
                  on={one.autoRenew}
                  hideLabel
                  label={p.autoRenewFor(fullName(one))}
                  busy={busy === one.id}
                  disabled={!mayChange}
                  onChange={(on) => void switchRenew(one, on)}
                />
              ),
          },
          {
            key: 'actions',
            title: t.common.actions,
            quietTitle: true,
            align: 'end',
            cell: (one) =>
              mayChange && (
                <span class="row row-end">
                  {mayPassOn && one.state === 'active' && !one.free?.begun && !one.project && (
                    <Button size="small" onClick={() => open({ act: 'transfer', of: one })}>
                      {orderWords().transfer}
                    </Button>
                  )}
                  {!one.isPackage && (
                    <Button size="small" onClick={() => open({ act: 'change', of: one })}>
                      {p.change}
                    </Button>
                  )}
                  <Button size="small" kind="quiet-danger" onClick={() => open({ act: 'end', of: one })}>
                    {p.end}
                  </Button>
                </span>
              ),
          },
        ]}
      />
      {dialog?.act === 'change' && (
        <ChangeDialog accountId={accountId} subscription={dialog.of} onClose={close} />
      )}
      {dialog?.act === 'transfer' && (
        <TransferDialog accountId={accountId} subscription={dialog.of} onClose={close} />
      )}
      {dialog?.act === 'end' && <EndDialog accountId={accountId} subscription={dialog.of} onClose={close} />}
    </>
  );
}

/** Services of a package have a page of their own; a few of them are told here as well. */
function Used({ one, usage }: { one: SubscriptionDto; usage: SubscriptionUsageDto | undefined }) {
  const count = usage?.limits.length ?? 0;
  return (
    <>
      {!(one.isPackage && count > TOLD_HERE) && <UsageView usage={usage} isPackage={one.isPackage} />}
      {one.isPackage && count > 0 && <a href="/packages">{packagesWords().open}</a>}
    </>
  );
}
const TOLD_HERE = 2;

/**
 * The handle for dragging and for the keyboard, and two buttons for whoever does neither. A disabled button would drop the
 * focus of whoever works with the keyboard, so these only say that they are disabled.
 */
function OrderCell({
  one,
  of,
  disabled,
  move,
}: {
  one: SubscriptionDto;
  of: readonly SubscriptionDto[];
  disabled: boolean;
  move: (from: number, to: number) => void;
}) {
  const p = words.value.products;
  const place = of.indexOf(one);
  const button = (name: 'up' | 'down', label: string, to: number) => (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      aria-disabled={disabled || !of[to]}
      onClick={() => !disabled && of[to] && move(place, to)}
    >
      <Icon name={name} />
    </button>
  );
  return (
    <span class="order">
      <OrderHandle
        name={fullName(one)}
        place={place}
        of={of.length}
        disabled={disabled}
        move={(to) => move(place, to)}
      />
      <span class="rank">
        {button('up', p.up(fullName(one)), place - 1)}
        {button('down', p.down(fullName(one)), place + 1)}
      </span>
    </span>
  );
}
