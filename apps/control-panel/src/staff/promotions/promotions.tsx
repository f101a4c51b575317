import { routes, type PromotionDto } from '@rocket/contracts';
import { Button, Chip, EmptyState, Table, writeCount, type Tone } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { refresh, useList } from '../../load';
import { More, Ready } from '../../shell/loading';
import { Page, Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { promotionWords } from '../../text/promotion-words';
import { words } from '../../text/words';
import type { StaffScreen } from '../staff-screens';

const KEY = 'promotions';

const TONES: Record<PromotionDto['state'], Tone> = {
  planned: 'info',
  open: 'good',
  closed: 'neutral',
  ended: 'warning',
};

/** Promotions: what they give, to whom, and how many took it. Administrators make and end them; support sees (rule 31). */
export default function Promotions({ me }: StaffScreen) {
  const t = words.value;
  const p = promotionWords();
  const promotions = useList<PromotionDto>(KEY, (cursor) =>
    call(routes.promotions, { query: { limit: 50, cursor } }),
  );
  const [ending, end] = useState<PromotionDto | null>(null);
  const mayMake = me.role === 'administrator';
  const create = mayMake && (
    <a class="button button-primary" href="/promotions/new">
      {p.create}
    </a>
  );
  return (
    <Page title={t.nav.promotions} lead={p.lead} actions={create}>
      <Panel>
        <Ready of={promotions} lines={6}>
          {(items) =>
            items.length === 0 ? (
              <EmptyState title={p.empty} text={p.emptyText} />
            ) : (
              <>
                <PromotionTable items={items} end={mayMake ? end : null} />
                <More of={promotions} />
              </>
            )
          }
        </Ready>
      </Panel>
      {ending && (
        <Confirm
          title={p.endTitle(ending.name)}
          yes={p.end}
          danger
          act={() => call(routes.endPromotion, { params: { id: ending.id } })}
          done={() => {
            end(null);
            refresh(KEY);
            toasts.say(p.ended);
          }}
          onClose={() => end(null)}
        >
          <p>{p.endText(ending.accounts)}</p>
        </Confirm>
      )}
    </Page>
  );
}

function PromotionTable({
  items,
  end,
}: {
  items: readonly PromotionDto[];
  end: ((one: PromotionDto) => void) | null;
}) {
  const t = words.value;
  const p = promotionWords();
  return (
    <Table
      roomy
      caption={t.nav.promotions}
      rows={items}
      rowKey={(one) => one.id}
      columns={[
        {
          key: 'name',
          title: p.columns.name,
          lead: true,
          cell: (one) => (
            <span class="two-lines">
              <span>{one.name}</span>
              <small class="muted">{one.products.map(({ name }) => name).join(', ')}</small>
            </span>
          ),
        },
        {
          key: 'state',
          title: p.columns.state,
          cell: (one) => (
            <span class="two-lines">
              <span>
                <Chip tone={TONES[one.state]}>{p.states[one.state]}</Chip>
              </span>
              <small class="muted">{one.endedBy ? p.endedBy(one.endedBy) : p.madeBy(one.createdBy)}</small>
            </span>
          ),
        },
        {
          key: 'window',
          title: p.columns.window,
          cell: (one) => (
            <span class="two-lines">
              <span class="one-line">{p.windowOf(one.opensOn, one.closesOn)}</span>
              <small class="muted">{p.audiences[one.audience]}</small>
            </span>
          ),
        },
        {
          key: 'gives',
          title: p.columns.gives,
          cell: (one) => (
            <span class="two-lines">
              <span>{one.untilOn ? p.until(one.untilOn) : p.forDays(one.days ?? 0)}</span>
              <small class="muted">{one.mostUnits === null ? p.allUnits : p.atMost(one.mostUnits)}</small>
            </span>
          ),
        },
        {
          key: 'accounts',
          title: p.columns.accounts,
          align: 'end',
          cell: (one) => writeCount(t.language, one.accounts),
        },
        ...(end
          ? [
              {
                key: 'end',
                title: t.common.actions,
                quietTitle: true,
                align: 'end' as const,
                cell: (one: PromotionDto) =>
                  (one.state === 'open' || one.state === 'planned') && (
                    <Button
                      size="small"
                      kind="quiet-danger"
                      label={p.endLabel(one.name)}
                      onClick={() => end(one)}
                    >
                      {p.end}
                    </Button>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}
