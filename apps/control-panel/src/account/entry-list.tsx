import type { EntryDto, EntryKind } from '@rocket/contracts';
import { EmptyState } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { More, Ready } from '../shell/loading';
import { words } from '../text/words';
import { EntryTable } from './entry-table';
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
  const entries = useEntries(accountId, kind);
  return (
    <Ready of={entries} lines={8}>
      {(items) =>
        items.length === 0 ? (
          kind ? (
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
