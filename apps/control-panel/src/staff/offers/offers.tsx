import { routes, type OfferVersionDto, type SellerDto } from '@rocket/contracts';
import { Button, Chip, DateText, EmptyState, InstantText, Table, type Tone } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { Filter } from '../../account/filter';
import { ChangeList } from '../../account/offer/change-list';
import { TermList } from '../../account/offer/term-list';
import { call } from '../../api';
import { useList, useLoaded } from '../../load';
import { More, Ready } from '../../shell/loading';
import { Page, Panel } from '../../shell/page';
import { termsWords } from '../../text/terms-words';
import { words } from '../../text/words';
import { PublishForm } from './publish-form';

const TONES: Record<OfferVersionDto['state'], Tone> = {
  past: 'neutral',
  in_force: 'good',
  announced: 'info',
};

/** Sellers' offers by version: what each changed, and a new one (clauses 6.9, 11.1). */
export default function Offers() {
  const t = words.value;
  const { query } = useLocation();
  const sellers = useLoaded(
    'sellers',
    async () => (await call(routes.sellers, { query: { limit: 200 } })).items,
  );
  return (
    <Page title={t.nav.offers}>
      <Ready of={sellers} lines={6}>
        {(items) => {
          const seller = items.find(({ code }) => code === query['seller']) ?? items[0];
          return (
            <>
              {items.length > 1 && items[0] && (
                <Filter
                  name="seller"
                  label={termsWords().seller}
                  all={items[0].name}
                  choices={items.slice(1).map(({ code, name }) => [code, name] as const)}
                />
              )}
              {seller && <Versions key={seller.code} seller={seller} />}
            </>
          );
        }}
      </Ready>
    </Page>
  );
}

function Versions({ seller }: { seller: SellerDto }) {
  const w = termsWords();
  const [publishing, publish] = useState(false);
  const versions = useList<OfferVersionDto>(`offers/${seller.code}`, (cursor) =>
    call(routes.offerVersions, { params: { code: seller.code }, query: { limit: 50, cursor } }),
  );
  return (
    <Ready of={versions} lines={6}>
      {(items) => (
        <>
          {publishing && items[0] ? (
            <PublishForm
              seller={seller}
              inForce={items.find(({ state }) => state === 'in_force') ?? items[0]}
              newest={items[0]}
              onClose={() => publish(false)}
            />
          ) : (
            <div class="row">
              <Button kind="primary" onClick={() => publish(true)}>
                {w.publish}
              </Button>
            </div>
          )}
          <Panel title={w.list}>
            {items.length === 0 ? <EmptyState title={w.noVersions} /> : <VersionTable items={items} />}
            <More of={versions} />
          </Panel>
        </>
      )}
    </Ready>
  );
}

function VersionTable({ items }: { items: readonly OfferVersionDto[] }) {
  const w = termsWords();
  return (
    <Table
      caption={w.list}
      rows={items}
      rowKey={({ version }) => version}
      columns={[
        {
          key: 'version',
          title: w.version,
          lead: true,
          cell: (one) => (
            <span class="two-lines">
              <span class="with-chip">
                {one.version} <Chip tone={TONES[one.state]}>{w.states[one.state]}</Chip>
              </span>
              <small class="muted">{one.title}</small>
              <TermList terms={one.terms} />
              <Against version={one} before={items[items.indexOf(one) + 1]} />
            </span>
          ),
        },
        { key: 'since', title: w.since, cell: (one) => <DateText date={one.effectiveFrom} /> },
        { key: 'published', title: w.published, cell: (one) => <InstantText at={one.publishedAt} /> },
      ]}
    />
  );
}

function Against({ version, before }: { version: OfferVersionDto; before: OfferVersionDto | undefined }) {
  if (!before) return null;
  return (
    <details class="stages">
      <summary>{termsWords().changes}</summary>
      <ChangeList before={before.terms} after={version.terms} />
    </details>
  );
}
