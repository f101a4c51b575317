import { routes, type HappeningDto, type SubscriptionDto } from '@rocket/contracts';
import { EmptyState, InstantText, writeDate } from '@rocket/ui';
import { EntryList } from '../account/entry-list';
import { happeningWords } from '../account/happenings/happening-words';
import { useProducts, useSubscriptions, useUsage } from '../account/reads';
import { SubscriptionChip } from '../account/states';
import { isBlocked, tillLines } from '../account/till-lines';
import { UsageView } from '../account/usage-view';
import { call } from '../api';
import { useList } from '../load';
import type { CustomerMe } from '../session';
import { More, Ready } from '../shell/loading';
import { Page, Panel } from '../shell/page';
import { actWords } from '../text/act-words';
import { historyWords } from '../text/history-words';
import { words } from '../text/words';

const AT_ONCE = 20;

/** One product of the account: how it stands, what happened to it and who did it, which prices were charged, its operations. */
export default function ProductHistory({ me, params }: { me: CustomerMe; params?: { code?: string } }) {
  const t = words.value;
  const h = historyWords();
  const id = me.account.id;
  const code = params?.code ?? '';
  const of = (useSubscriptions(id).value ?? []).filter((one) => one.productCode === code);
  const sold = useProducts().value?.find((one) => one.code === code);
  const name = of[0]?.productName ?? sold?.name ?? code;
  return (
    <Page title={name} lead={<Standing of={of} />}>
      <a class="back" href="/products">
        ← {t.nav.products}
      </a>
      <Used accountId={id} of={of} />
      <Happenings accountId={id} code={code} />
      <h2 class="section-title">{h.money}</h2>
      <EntryList accountId={id} product={code} />
    </Page>
  );
}

/** The connection that lives, else the latest one. */
function Standing({ of }: { of: readonly SubscriptionDto[] }) {
  const t = words.value;
  const one = of.find(({ state }) => state !== 'ended') ?? of[0];
  if (!one) return null;
  return (
    <span class="with-chip">
      <SubscriptionChip state={one.state} />
      <span>{tillLines(t, one, isBlocked()).join(', ')}</span>
    </span>
  );
}

/** What is used and left of everything that lives of the product, each package by itself. */
function Used({ accountId, of }: { accountId: string; of: readonly SubscriptionDto[] }) {
  const t = words.value;
  const usage = useUsage(accountId).value;
  const shown = of.flatMap((one) => {
    const used = usage?.get(one.id);
    return used && used.limits.length + used.metered.length > 0 ? [{ one, used }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <Panel title={t.products.used}>
      <div class="used-list">
        {shown.map(({ one, used }) => (
          <UsageView key={one.id} usage={used} isPackage={one.isPackage} />
        ))}
      </div>
    </Panel>
  );
}

function Happenings({ accountId, code }: { accountId: string; code: string }) {
  const h = historyWords();
  const { language } = words.value;
  const list = useList<HappeningDto>(`account/${accountId}/product-history/${code}/${language}`, (cursor) =>
    call(routes.productHistory, {
      params: { id: accountId, code },
      query: { limit: AT_ONCE, cursor, lang: language },
    }),
  );
  return (
    <Panel title={h.events}>
      <Ready of={list}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={h.noEvents} />
          ) : (
            <>
              <ol class="timeline-day">
                {items.map((one) => (
                  <li key={one.id} class="timeline-row">
                    <span class="muted">
                      {one.dayOnly ? writeDate(one.at.slice(0, 10)) : <InstantText at={one.at} />}
                    </span>
                    <span class="two-lines">
                      <span>{happeningWords(withoutProduct(one))}</span>
                      <small class="muted">{whoDid(one)}</small>
                    </span>
                  </li>
                ))}
              </ol>
              <More of={list} />
            </>
          )
        }
      </Ready>
    </Panel>
  );
}

/** A person by name; what nobody did, the system did by itself. */
const whoDid = ({ actor, actorName }: HappeningDto): string => actorName ?? actor ?? actWords().system;

/** An act told on the page of its product needs not name it. */
const withoutProduct = (one: HappeningDto): HappeningDto =>
  one.kind === 'acts' ? { ...one, facts: { ...one.facts, productCode: null } } : one;
