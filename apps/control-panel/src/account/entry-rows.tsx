import type { EntriesPageDto, EntryDto } from '@rocket/contracts';
import { DateText, Money, writeMoney, type Column } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import type { LoadedList } from '../load';
import { VirtualRows } from '../rows/virtual-rows';
import { session } from '../session';
import { words } from '../text/words';
import { actorWords } from './actor-words';
import { reasonFor, subjectWords } from './entry-words';
import { useProducts } from './reads';

const isZero = (amount: string): boolean => !/[1-9]/.test(amount);

/** The journal of an account: what happened, money and bonus apart, and what was left after it. */
export function EntryRows({
  entries,
  showActor = false,
  action,
}: {
  entries: LoadedList<EntryDto, Pick<EntriesPageDto, 'total'>>;
  showActor?: boolean;
  action?: (entry: EntryDto) => ComponentChildren;
}) {
  const t = words.value;
  const products = useProducts().value ?? [];
  const { query } = useLocation();
  const columns: Column<EntryDto>[] = [
    { key: 'date', title: t.common.date, cell: (entry) => <DateText date={entry.businessDate} /> },
    {
      key: 'kind',
      title: t.history.operation,
      lead: true,
      cell: (entry) => (
        <div class="two-lines">
          <span>{t.history.kinds[entry.kind]}</span>
          <small class="muted">
            {[
              subjectWords(t, entry, products),
              reasonFor(entry, showActor ? 'staff' : 'customer'),
              showActor ? t.history.by(entry.actorName ?? actorWords(t, entry.actor, session.value)) : null,
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </div>
      ),
    },
    {
      key: 'money',
      title: t.history.money,
      align: 'end',
      cell: (entry) =>
        isZero(entry.money.amount) ? <span class="muted">—</span> : <Money value={entry.money} signed />,
    },
    {
      key: 'bonus',
      title: t.history.bonus,
      align: 'end',
      cell: (entry) =>
        isZero(entry.bonus.amount) ? <span class="muted">—</span> : <Money value={entry.bonus} signed />,
    },
    {
      key: 'after',
      title: t.history.after,
      align: 'end',
      cell: ({ balanceAfter }) => (
        <div class="two-lines">
          <Money value={balanceAfter.money} />
          {!isZero(balanceAfter.bonus.amount) && (
            <small class="muted">{t.history.afterBonus(writeMoney(t.language, balanceAfter.bonus))}</small>
          )}
        </div>
      ),
    },
  ];
  if (action)
    columns.push({ key: 'action', title: t.common.actions, quietTitle: true, align: 'end', cell: action });
  return (
    <VirtualRows
      caption={t.nav.history}
      columns={columns}
      list={entries}
      total={entries.page?.total ?? 0}
      rowKey={(entry) => entry.id}
      marked={query['mark']}
    />
  );
}
