import { receiptStates, routes, type ReceiptDto } from '@rocket/contracts';
import { Button, Chip, DateText, EmptyState, Money, Table, type Tone } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { chosen, Filter } from '../account/filter';
import { call } from '../api';
import { useList } from '../load';
import { More, Ready } from '../shell/loading';
import { Page, Panel } from '../shell/page';
import { words } from '../text/words';
import { AccountName } from './account-name';
import { AllocateDialog } from './allocate-dialog';
import { Payer } from './payer';
import { StatementUpload } from './statement-upload';

const TONES: Record<ReceiptDto['state'], Tone> = {
  credited: 'good',
  unallocated: 'warning',
  returned: 'neutral',
};

/** Money received: statements go in here, what nobody could recognise waits here (rules 3–5). */
export default function Receipts() {
  const t = words.value;
  const s = t.staff.receipts;
  const state = chosen(useLocation().query['state'], receiptStates);
  const receipts = useList<ReceiptDto>(`receipts/${state ?? ''}`, (cursor) =>
    call(routes.receipts, { query: { ...(state ? { state } : {}), limit: 50, cursor } }),
  );
  const [allocating, allocate] = useState<ReceiptDto | null>(null);
  /** Credited by hand since the file was read: the table of the file must not offer them again. */
  const [settled, settle] = useState<readonly ReceiptDto[]>([]);
  return (
    <Page title={t.nav.receipts}>
      <StatementUpload settled={settled} onAllocate={allocate} />
      <Filter
        name="state"
        label={s.filter}
        all={t.common.all}
        choices={(['unallocated', 'credited', 'returned'] as const).map(
          (one) => [one, s.state[one]] as const,
        )}
      />
      <Panel title={s.list}>
        <Ready of={receipts} lines={6}>
          {(items) =>
            items.length === 0 ? (
              state === 'unallocated' ? (
                <EmptyState title={s.queueEmpty} text={s.queueEmptyText} />
              ) : (
                <EmptyState title={s.empty} text={s.emptyText} />
              )
            ) : (
              <>
                <Table
                  caption={s.list}
                  rows={items}
                  rowKey={(one) => one.id}
                  columns={[
                    {
                      key: 'payer',
                      title: s.payer,
                      lead: true,
                      cell: (one) => <Payer receipt={one} />,
                    },
                    { key: 'date', title: t.common.date, cell: (one) => <DateText date={one.receivedOn} /> },
                    {
                      key: 'state',
                      title: t.common.state,
                      cell: (one) => (
                        <span class="two-lines">
                          <span>
                            <Chip tone={TONES[one.state]}>{s.state[one.state]}</Chip>
                          </span>
                          {one.account && <AccountName id={one.account} />}
                          {one.reason && <small class="muted">{one.reason}</small>}
                        </span>
                      ),
                    },
                    {
                      key: 'amount',
                      title: t.common.amount,
                      align: 'end',
                      cell: (one) => <Money value={one.amount} />,
                    },
                    {
                      key: 'act',
                      title: t.common.actions,
                      quietTitle: true,
                      align: 'end',
                      cell: (one) =>
                        one.state === 'unallocated' && (
                          <Button size="small" kind="primary" onClick={() => allocate(one)}>
                            {s.allocate}
                          </Button>
                        ),
                    },
                  ]}
                />
                <More of={receipts} />
              </>
            )
          }
        </Ready>
      </Panel>
      {allocating && (
        <AllocateDialog
          receipt={allocating}
          onDone={(receipt) => settle([...settled, receipt])}
          onClose={() => allocate(null)}
        />
      )}
    </Page>
  );
}
