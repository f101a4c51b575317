import type { PanelSessionDto } from '@rocket/contracts';
import { Button, Chip, InstantText, Table, type Column } from '@rocket/ui';
import { securityWords } from '../../text/security-words';

/** Where somebody is signed in; `end` ends one of the others, and null only shows. */
export function SessionTable({
  items,
  busy = null,
  end,
}: {
  items: readonly PanelSessionDto[];
  busy?: string | null;
  end: ((id: string) => void) | null;
}) {
  const s = securityWords();
  return (
    <Table
      caption={s.caption}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'device',
          title: s.columns.device,
          lead: true,
          cell: ({ device, isCurrent }) => (
            <span class="row">
              {device ?? s.unknownDevice}
              {isCurrent && <Chip tone="good">{s.current}</Chip>}
            </span>
          ),
        },
        { key: 'address', title: s.columns.address, cell: ({ address }) => address ?? s.never },
        { key: 'started', title: s.columns.started, cell: ({ startedAt }) => <InstantText at={startedAt} /> },
        { key: 'seen', title: s.columns.seen, cell: ({ lastSeenAt }) => <InstantText at={lastSeenAt} /> },
        ...(end ? [endColumn(busy, end)] : []),
      ]}
    />
  );
}

const endColumn = (busy: string | null, end: (id: string) => void): Column<PanelSessionDto> => {
  const s = securityWords();
  return {
    key: 'end',
    title: s.end,
    quietTitle: true,
    align: 'end',
    cell: ({ id, isCurrent, device }) =>
      !isCurrent && (
        <Button
          size="small"
          kind="quiet-danger"
          busy={busy === id}
          label={s.endLabel(device ?? s.unknownDevice)}
          onClick={() => end(id)}
        >
          {s.end}
        </Button>
      ),
  };
};
