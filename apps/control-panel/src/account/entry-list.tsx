import { entryKinds, type EntryDto } from '@rocket/contracts';
import { EmptyState, SelectField } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { Ready } from '../shell/loading';
import { onDemand } from '../shell/on-demand';
import { historyWords } from '../text/history-words';
import { words } from '../text/words';
import { chosen, Filter } from './filter';
import { Downloads, PeriodChoice, usePeriod } from './period-choice';
import { useMarked } from './marked';
import { useEntries, useSubscriptions, type EntriesWish } from './reads';

const EntryRows = onDemand(() => import('./entry-rows').then((file) => file.EntryRows));

/** As many fit into a PDF; the door refuses more. */
const MOST_IN_PDF = 5_000;

/** What the address narrows the journal to, so that it can be sent and survives a reload. */
export function useEntriesWish(): EntriesWish {
  const { query } = useLocation();
  return { kind: chosen(query['kind'], entryKinds), product: query['product'] || undefined, ...usePeriod() };
}

/** The journal of an account under its filters: kind, product and period, the files of what is shown, and the rows. */
export function EntryList({
  accountId,
  product,
  showActor = false,
  action,
}: {
  accountId: string;
  /** The screen is about one product: nothing else can be chosen. */
  product?: string;
  showActor?: boolean;
  action?: (entry: EntryDto) => ComponentChildren;
}) {
  const t = words.value;
  const asked = useEntriesWish();
  const wish = product === undefined ? asked : { ...asked, product };
  const entries = useEntries(accountId, wish);
  useMarked(entries, (one) => one.id);
  return (
    <>
      <Filter
        name="kind"
        label={t.history.filter}
        all={t.common.all}
        choices={entryKinds.map((one) => [one, t.history.kinds[one]] as const)}
      />
      <PeriodChoice
        label={t.history.choose}
        more={product === undefined && <ProductChoice accountId={accountId} />}
      >
        <Files
          accountId={accountId}
          wish={wish}
          total={entries.page?.total}
          ofAccount={product === undefined}
        />
      </PeriodChoice>
      <section class="panel" aria-label={t.nav.history}>
        <Ready of={entries} lines={8}>
          {(items) =>
            items.length === 0 ? (
              wish.kind || asked.product || wish.from || wish.to ? (
                <EmptyState title={t.history.emptyFilter} />
              ) : (
                <EmptyState title={t.history.empty} text={t.history.emptyText} />
              )
            ) : (
              <EntryRows entries={entries} showActor={showActor} {...(action ? { action } : {})} />
            )
          }
        </Ready>
      </section>
    </>
  );
}

/** Every product the account ever had, in the address like the other filters. */
function ProductChoice({ accountId }: { accountId: string }) {
  const h = historyWords();
  const { path, query, route } = useLocation();
  const names = new Map(
    (useSubscriptions(accountId).value ?? []).map((one) => [one.productCode, one.productName]),
  );
  const asked = query['product'] ?? '';
  if (names.size === 0 && !asked) return null;
  if (asked && !names.has(asked)) names.set(asked, asked);
  const choose = (product: string): void => {
    const search = new URLSearchParams(query);
    if (product) search.set('product', product);
    else search.delete('product');
    route(search.size > 0 ? `${path}?${search}` : path, true);
  };
  return (
    <SelectField
      label={h.product}
      name="product"
      value={asked}
      choices={[{ value: '', text: h.allProducts }, ...[...names].map(([value, text]) => ({ value, text }))]}
      onChange={choose}
    />
  );
}

/** What is shown, and the whole statement of the period with the balances at its ends (rule 20). */
function Files({
  accountId,
  wish,
  total,
  ofAccount,
}: {
  accountId: string;
  wish: EntriesWish;
  total: number | undefined;
  /** A statement is of the whole account, never of a product. */
  ofAccount: boolean;
}) {
  const t = words.value;
  const h = historyWords();
  const fitsPdf = (total ?? 0) <= MOST_IN_PDF;
  const query = {
    ...(wish.kind ? { kind: wish.kind } : {}),
    ...(wish.product ? { product: wish.product } : {}),
  };
  return (
    <>
      <span class="files" role="group" aria-label={h.files}>
        <small class="muted">{h.files}</small>
        <Downloads
          path={`/accounts/${accountId}/entries/file`}
          period={wish}
          query={query}
          formats={fitsPdf ? ['pdf', 'xlsx', 'csv'] : ['xlsx', 'csv']}
          label={h.file}
        />
        {!fitsPdf && <small class="muted">{h.pdfTooLong}</small>}
      </span>
      {ofAccount && (
        <span class="files" role="group" aria-label={h.statement}>
          <small class="muted">{h.statement}</small>
          <Downloads
            path={`/accounts/${accountId}/statement`}
            period={wish}
            formats={fitsPdf ? ['pdf', 'xlsx', 'csv'] : ['xlsx', 'csv']}
            label={t.history.statement}
          />
        </span>
      )}
    </>
  );
}
