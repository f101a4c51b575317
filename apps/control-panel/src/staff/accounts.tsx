import { routes } from '@rocket/contracts';
import { EmptyState, Money, Table } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { AccountChip } from '../account/states';
import { call } from '../api';
import { useList } from '../load';
import { More, Ready } from '../shell/loading';
import { Page, Panel } from '../shell/page';
import { words } from '../text/words';
import { SearchBox } from './search-box';

export const useAccounts = (q: string | null) =>
  useList(q === null ? null : `accounts/${q}`, (cursor) =>
    call(routes.accounts, { query: { ...(q ? { q } : {}), limit: 50, cursor } }),
  );

export default function Accounts() {
  const t = words.value;
  const s = t.staff.accounts;
  const { query, route } = useLocation();
  const q = query['q'] ?? '';
  const accounts = useAccounts(q);
  return (
    <Page title={t.nav.accounts}>
      <SearchBox
        label={s.search}
        value={q}
        // Typing replaces the address, so that the back button leaves the search in one step.
        onSearch={(next) => route(next ? `/accounts?${new URLSearchParams({ q: next })}` : '/accounts', true)}
      />
      <Panel>
        <Ready of={accounts} lines={8}>
          {(items) =>
            items.length === 0 ? (
              q ? (
                <EmptyState title={s.notFound(q)} text={s.notFoundText}>
                  <a class="button button-secondary" href="/accounts">
                    {s.clear}
                  </a>
                </EmptyState>
              ) : (
                <EmptyState title={s.empty} text={s.emptyText} />
              )
            ) : (
              <>
                <Table
                  caption={t.nav.accounts}
                  rows={items}
                  rowKey={(one) => one.id}
                  columns={[
                    {
                      key: 'name',
                      title: s.account,
                      lead: true,
                      cell: (one) => (
                        <span class="two-lines">
                          <a href={`/accounts/${one.id}`}>{one.name}</a>
                          <small class="muted">{one.subdomain}.amocrm.ru</small>
                        </span>
                      ),
                    },
                    { key: 'state', title: t.common.state, cell: (one) => <AccountChip state={one.state} /> },
                    {
                      key: 'inn',
                      title: s.inn,
                      cell: (one) => <span class="date">{one.inn ?? <span class="muted">—</span>}</span>,
                    },
                    {
                      key: 'money',
                      title: s.money,
                      align: 'end',
                      cell: (one) => <Money value={one.money} />,
                    },
                    {
                      key: 'bonus',
                      title: s.bonus,
                      align: 'end',
                      cell: (one) => <Money value={one.bonus} />,
                    },
                  ]}
                />
                <More of={accounts} />
              </>
            )
          }
        </Ready>
      </Panel>
    </Page>
  );
}
