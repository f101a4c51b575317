import {
  routes,
  type AccountDto,
  type AnnouncementDto,
  type AnnouncementTemplateDto,
  type Page as PageOf,
  type ProductDto,
  type SellerDto,
} from '@rocket/contracts';
import { Button, Chip, EmptyState, InstantText, Table, writeDate, type Tone } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { Downloads } from '../../account/period-choice';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { refresh, useList, useLoaded } from '../../load';
import { More, Ready } from '../../shell/loading';
import { Page, Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { announcementWords } from '../../text/announcement-words';
import type { StaffScreen } from '../staff-screens';
import { ComposeForm, type Looked } from './compose-form';
import { Preview } from './preview';

const TONES: Record<AnnouncementDto['state'], Tone> = {
  scheduled: 'info',
  posting: 'info',
  posted: 'good',
  held: 'danger',
  cancelled: 'warning',
};
const KEY = 'announcements';

/** Telling customers (rules 24, 25, 27, 29): compose, look, send or schedule, and the evidence of it. */
export default function Announcements({ me }: StaffScreen) {
  const a = announcementWords();
  const mayCompose = me.role === 'account_manager' || me.role === 'administrator';
  const announcements = useList<AnnouncementDto>(KEY, (cursor) =>
    call(routes.announcements, { query: { limit: 50, cursor } }),
  );
  return (
    <Page title={a.title} lead={a.lead}>
      {mayCompose && <Compose />}
      <Panel title={a.list}>
        <Ready of={announcements} lines={4}>
          {(items) => (
            <>
              {items.length === 0 ? (
                <EmptyState title={a.empty} text={a.emptyText} />
              ) : (
                <AnnouncementTable items={items} mayCancel={mayCompose} />
              )}
              <More of={announcements} />
            </>
          )}
        </Ready>
      </Panel>
    </Page>
  );
}

function Compose() {
  const a = announcementWords();
  const accountId = useLocation().query['account'];
  const known = useLoaded(`compose/${accountId ?? ''}`, () => materials(accountId));
  const [looked, setLooked] = useState<Looked | null>(null);
  const [round, begin] = useState(0);
  return (
    <div class="columns columns-form">
      <Panel title={a.compose} padded>
        <Ready of={known} lines={8}>
          {({ account, sellers, products, templates }) => (
            <ComposeForm
              key={round}
              account={account}
              sellers={sellers}
              products={products}
              templates={templates}
              onLooked={setLooked}
              onChanged={() => setLooked(null)}
            />
          )}
        </Ready>
      </Panel>
      {looked && (
        <Panel title={a.preview} padded>
          <Preview
            looked={looked}
            onDone={() => {
              setLooked(null);
              begin(round + 1);
              toasts.say(a.scheduled);
              refresh(KEY);
            }}
          />
        </Panel>
      )}
    </div>
  );
}

async function materials(accountId: string | undefined): Promise<{
  account: AccountDto | null;
  sellers: SellerDto[];
  products: ProductDto[];
  templates: AnnouncementTemplateDto[];
}> {
  const [sellers, products, templates, account] = await Promise.all([
    call(routes.sellers) as Promise<PageOf<SellerDto>>,
    call(routes.products, { query: { limit: 200 } }) as Promise<PageOf<ProductDto>>,
    call(routes.announcementTemplates) as Promise<{ items: AnnouncementTemplateDto[] }>,
    accountId ? (call(routes.account, { params: { id: accountId } }) as Promise<AccountDto>) : null,
  ]);
  return { account, sellers: sellers.items, products: products.items, templates: templates.items };
}

function AnnouncementTable({ items, mayCancel }: { items: readonly AnnouncementDto[]; mayCancel: boolean }) {
  const a = announcementWords();
  const [cancelling, cancel] = useState<AnnouncementDto | null>(null);
  const count = (key: 'emailed' | 'seen') => ({
    key,
    title: a[key],
    align: 'end' as const,
    cell: (one: AnnouncementDto) => (one.postedAt && !one.countedAt ? '—' : one[key]),
  });
  return (
    <>
      <Table
        roomy
        caption={a.list}
        rows={items}
        rowKey={(one) => one.id}
        columns={[
          {
            key: 'what',
            title: a.kind,
            lead: true,
            cell: (one) => (
              <span class="two-lines">
                <span class="with-chip">
                  {one.texts.ru.title} <Chip tone={TONES[one.state]}>{a.state[one.state]}</Chip>
                </span>
                <small class="muted">
                  {[a.kinds[one.kind], one.effectiveOn && writeDate(one.effectiveOn), one.effectiveTime]
                    .filter(Boolean)
                    .join(', ')}
                  {' · '}
                  <InstantText at={one.postedAt ?? one.postAt} /> · {a.by(one.createdBy)}
                </small>
                {one.countedAt && (
                  <small class="muted">
                    {a.counted} <InstantText at={one.countedAt} />
                  </small>
                )}
                {one.heldBecause && <small>{one.heldBecause}</small>}
              </span>
            ),
          },
          { key: 'accounts', title: a.told, align: 'end', cell: (one) => one.accounts },
          count('emailed'),
          count('seen'),
          {
            key: 'acts',
            title: a.evidence,
            cell: (one) =>
              one.accounts > 0 ? (
                <span class="row">
                  <Downloads
                    path={`/announcements/${one.id}/evidence`}
                    period={{ from: undefined, to: undefined }}
                    formats={['pdf', 'csv']}
                    label={a.download}
                  />
                </span>
              ) : (
                mayCancel &&
                (one.state === 'scheduled' || one.state === 'held') && (
                  <Button size="small" onClick={() => cancel(one)}>
                    {a.cancel}
                  </Button>
                )
              ),
          },
        ]}
      />
      {cancelling && (
        <Confirm
          title={a.cancelTitle}
          yes={a.cancel}
          undoes
          danger
          act={() => call(routes.cancelAnnouncement, { params: { id: cancelling.id } })}
          done={() => {
            cancel(null);
            toasts.say(a.cancelled);
            refresh(KEY);
          }}
          onClose={() => cancel(null)}
        >
          <p>{a.cancelText}</p>
        </Confirm>
      )}
    </>
  );
}
