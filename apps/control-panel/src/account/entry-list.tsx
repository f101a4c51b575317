import type { EntryDto, EntryKind } from '@rocket/contracts';
import { EmptyState } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { More, Ready } from '../shell/loading';
import { words } from '../text/words';
import { EntryTable } from './entry-table';
import { Downloads, PeriodChoice, usePeriod } from './period-choice';
import { useEntries } from './reads';

export function EntryList({
  accountId,
  kind,
  showActor = false,
  action,
}: {
  accountId: string;
  kind: EntryKind | undefined;
  showActor?: boolean;
  action?: (entry: EntryDto) => ComponentChildren;
}) {
  const t = words.value;
  const period = usePeriod();
  const entries = useEntries(accountId, kind, period);
  return (
    <Ready of={entries} lines={8}>
      {(items) =>
        items.length === 0 ? (
          kind || period.from || period.to ? (
            <EmptyState title={t.history.emptyFilter} />
          ) : (
            <EmptyState title={t.history.empty} text={t.history.emptyText} />
          )
        ) : (
          <>
            <EntryTable entries={items} showActor={showActor} {...(action ? { action } : {})} />
            <More of={entries} />
          </>
        )
      }
    </Ready>
  );
}

/** The period of the journal, and the statement of it to take away. */
export function StatementPeriod({ accountId }: { accountId: string }) {
  const t = words.value;
  return (
    <PeriodChoice label={t.history.choose}>
      <Downloads
        path={`/accounts/${accountId}/statement`}
        period={usePeriod()}
        formats={['pdf', 'xlsx', 'csv']}
        label={t.history.statement}
      />
    </PeriodChoice>
  );
}
