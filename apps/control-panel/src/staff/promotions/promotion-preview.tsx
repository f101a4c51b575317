import type { PromotionPreviewDto } from '@rocket/contracts';
import { Alert, EmptyState, Skeleton, Table } from '@rocket/ui';
import { refusalText } from '../../form/refusal-text';
import type { Loaded } from '../../load';
import { Panel } from '../../shell/page';
import { promotionWords } from '../../text/promotion-words';
import { words } from '../../text/words';
import { useStanding } from '../previews/use-preview';

/** What a promotion would give and to how many, as the API answered it. */
export function PromotionPreview({ of }: { of: Loaded<PromotionPreviewDto> }) {
  const t = words.value;
  const p = promotionWords();
  const shown = useStanding(of);
  return (
    <div class="stack" aria-live="polite" aria-busy={of.loading}>
      <Panel title={p.preview} padded={!shown}>
        {shown ? (
          <Given of={shown} />
        ) : of.error && !of.loading ? (
          <Alert tone="danger">{refusalText(t, of.error)}</Alert>
        ) : of.loading ? (
          <Skeleton lines={4} label={t.common.loading} />
        ) : (
          <EmptyState title={p.previewEmpty} />
        )}
      </Panel>
      {shown && shown.overlaps.length > 0 && <Overlaps of={shown} />}
    </div>
  );
}

function Given({ of }: { of: PromotionPreviewDto }) {
  const p = promotionWords();
  const until = (day: string | null) => (
    <span class={day ? '' : 'muted'}>{day ? p.freeUntil(day) : p.nothing}</span>
  );
  const [{ first, last }] = of.products as [PromotionPreviewDto['products'][number]];
  return (
    <Table
      caption={p.preview}
      rows={of.products}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'product',
          title: p.product,
          lead: true,
          cell: (one) => (
            <span class="two-lines">
              <span>{one.name}</span>
              {one.trialDays > 0 && <small class="muted">{p.trial(one.trialDays)}</small>}
            </span>
          ),
        },
        { key: 'first', title: p.connects(first.connectedOn), cell: (one) => until(one.first.until) },
        ...(last.connectedOn === first.connectedOn
          ? []
          : [
              {
                key: 'last',
                title: p.connects(last.connectedOn),
                cell: (one: PromotionPreviewDto['products'][number]) => until(one.last.until),
              },
            ]),
        {
          key: 'reach',
          title: p.reach,
          align: 'end',
          cell: (one) => (
            <span class="two-lines">
              <span>{p.accounts(one.accounts)}</span>
              {one.connected > 0 && <small class="muted">{p.connected(one.connected)}</small>}
            </span>
          ),
        },
      ]}
    />
  );
}

function Overlaps({ of }: { of: PromotionPreviewDto }) {
  const p = promotionWords();
  return (
    <Alert tone="warning" title={p.overlapsTitle}>
      <div class="stack">
        {of.overlaps.map(({ promotion, productName, from, to, gives }) => (
          <p key={`${promotion.id} ${productName}`}>
            {p.overlaps(productName, promotion.name, from, to)} {p.gives[gives]}
          </p>
        ))}
      </div>
    </Alert>
  );
}
