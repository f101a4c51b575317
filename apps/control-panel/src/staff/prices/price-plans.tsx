import { routes, type PricePlanDto } from '@rocket/contracts';
import { Button, Chip, Table, UnitPrice, writeDate, writeUnitPrice, type Tone } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { perPeriod } from '../../account/period-words';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { refresh, useList } from '../../load';
import { More } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { priceWizardWords } from '../../text/price-wizard-words';
import { words } from '../../text/words';

const TONES: Record<PricePlanDto['state'], Tone> = {
  planned: 'info',
  announced: 'warning',
  in_effect: 'good',
  held: 'danger',
  cancelled: 'neutral',
};

/** The newest first. */
export const usePricePlans = () =>
  useList<PricePlanDto>('price-plans', (cursor) => call(routes.pricePlans, { query: { limit: 20, cursor } }));

/** Price changes, planned and told; one that nobody was told of may be taken back. */
export function PricePlans() {
  const t = words.value;
  const p = priceWizardWords();
  const plans = usePricePlans();
  const [cancelling, cancel] = useState<PricePlanDto | null>(null);
  const items = plans.value ?? [];
  if (items.length === 0) return null;
  return (
    <Panel title={p.plans}>
      <Table
        roomy
        caption={p.plans}
        rows={items}
        rowKey={(one) => one.id}
        columns={[
          {
            key: 'product',
            title: t.staff.catalogue.product,
            lead: true,
            cell: (one) => (
              <span class="two-lines">
                <span>{one.productName}</span>
                <small class="muted">{one.plannedBy}</small>
              </span>
            ),
          },
          {
            key: 'state',
            title: t.common.state,
            cell: (one) => (
              <span class="two-lines">
                <span>
                  <Chip tone={TONES[one.state]}>{p.states[one.state]}</Chip>
                </span>
                {one.heldBecause && <small class="wrong">{one.heldBecause}</small>}
                {one.cancelledBy && <small class="muted">{p.cancelledBy(one.cancelledBy)}</small>}
              </span>
            ),
          },
          {
            key: 'price',
            title: p.newPrice,
            align: 'end',
            cell: (one) => (
              <span class="two-lines">
                {one.tiers?.length ? (
                  one.tiers.map(({ upTo, unitPrice }, index) => (
                    <span key={index}>
                      <small class="muted">{upTo === null ? p.rest : p.upTo(upTo)}</small>{' '}
                      {writeUnitPrice(t.language, unitPrice)}
                    </span>
                  ))
                ) : (
                  <UnitPrice value={one.unitPrice} />
                )}
                <small class="muted">{perPeriod(t, one.period)}</small>
              </span>
            ),
          },
          {
            key: 'dates',
            title: p.dates,
            cell: (one) => (
              <span class="two-lines">
                <span>{p.from(writeDate(one.effectiveOn))}</span>
                <small class="muted">
                  {one.announcedAt
                    ? p.told(writeDate(one.tellOn), one.accountsTold)
                    : p.willTell(writeDate(one.tellOn))}
                </small>
              </span>
            ),
          },
          {
            key: 'act',
            title: t.common.actions,
            quietTitle: true,
            align: 'end',
            cell: (one) =>
              one.state === 'planned' && (
                <Button size="small" kind="quiet-danger" onClick={() => cancel(one)}>
                  {p.cancel}
                </Button>
              ),
          },
        ]}
      />
      <More of={plans} />
      {cancelling && (
        <Confirm
          title={p.cancelTitle(cancelling.productName)}
          yes={p.cancel}
          undoes
          danger
          act={() => call(routes.cancelPricePlan, { params: { id: cancelling.id } })}
          done={() => {
            cancel(null);
            refresh('price-plans');
            toasts.say(p.cancelled);
          }}
          onClose={() => cancel(null)}
        >
          <p>{p.cancelText}</p>
        </Confirm>
      )}
    </Panel>
  );
}
