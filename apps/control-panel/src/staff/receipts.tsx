import {
  receiptStates,
  routes,
  takeReturnBack,
  type ReceiptDto,
  type ReceiptPartDto,
} from '@rocket/contracts';
import { parseMinor } from '@rocket/kernel';
import { Button, DateText, EmptyState, Money, Table, writeMoney } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { chosen, Filter } from '../account/filter';
import { call } from '../api';
import { useList } from '../load';
import type { StaffMe } from '../session';
import { More, Ready } from '../shell/loading';
import { toasts } from '../shell/toasts';
import { Page, Panel } from '../shell/page';
import { deskWords } from '../text/desk-words';
import { words } from '../text/words';
import { AllocateDialog } from './allocate-dialog';
import { Payer } from './payer';
import { ReasonDialog } from './reason-dialog';
import { refreshDesk } from './desk/refresh-desk';
import { ReturnDialog } from './desk/return-dialog';
import { Standing } from './desk/standing';
import { SearchBox } from './search-box';
import { StatementUpload } from './statement-upload';

type Act =
  | { readonly kind: 'allocate' | 'return' | 'undo_return'; readonly receipt: ReceiptDto }
  | { readonly kind: 'undo_part'; readonly receipt: ReceiptDto; readonly part: ReceiptPartDto };

/** Money received: statements go in here, what nobody could recognise waits here (rules 3–5). */
export default function Receipts({ me }: { me: StaffMe }) {
  const t = words.value;
  const s = deskWords();
  const d = deskWords();
  const { query, route } = useLocation();
  const state = chosen(query['state'], receiptStates);
  const q = query['q'] ?? '';
  const receipts = useList<ReceiptDto>(`receipts/${state ?? ''}/${q}`, (cursor) =>
    call(routes.receipts, {
      query: { ...(state ? { state } : {}), ...(q ? { q } : {}), limit: 50, cursor },
    }),
  );
  /** Decided by hand since the file was read: the table of the file must not offer them again. */
  const [settled, settle] = useState<readonly ReceiptDto[]>([]);
  const [act, begin] = useState<Act | null>(null);
  const allocate = (receipt: ReceiptDto) => begin({ kind: 'allocate', receipt });
  const end = () => begin(null);
  const done = (receipt: ReceiptDto) => settle((before) => [...before, receipt]);
  const mayReturn = me.role === 'accountant' || me.role === 'administrator';
  const search = (next: string) => {
    const kept = new URLSearchParams({ ...(state ? { state } : {}), ...(next ? { q: next } : {}) });
    route(kept.size > 0 ? `/receipts?${kept}` : '/receipts', true);
  };
  return (
    <Page title={t.nav.receipts}>
      <StatementUpload settled={settled} onAllocate={allocate} />
      <SearchBox label={d.search} value={q} onSearch={search} />
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
              q ? (
                <EmptyState title={d.nothingFound} text={d.nothingFoundText} />
              ) : state === 'unallocated' ? (
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
                        <Standing
                          receipt={one}
                          onUndo={(part) => begin({ kind: 'undo_part', receipt: one, part })}
                        />
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
                      cell: (one) => (
                        <span class="row row-end">
                          {one.state === 'unallocated' && (
                            <Button size="small" kind="primary" onClick={() => allocate(one)}>
                              {s.allocate}
                            </Button>
                          )}
                          {mayReturn && one.state === 'unallocated' && (
                            <Button size="small" onClick={() => begin({ kind: 'return', receipt: one })}>
                              {d.return}
                            </Button>
                          )}
                          {mayReturn && parseMinor(one.returned.amount) > 0n && (
                            <Button
                              size="small"
                              kind="quiet"
                              onClick={() => begin({ kind: 'undo_return', receipt: one })}
                            >
                              {d.undoReturn}
                            </Button>
                          )}
                        </span>
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
      {act?.kind === 'allocate' && <AllocateDialog receipt={act.receipt} onDone={done} onClose={end} />}
      {act?.kind === 'return' && <ReturnDialog receipt={act.receipt} onDone={done} onClose={end} />}
      {act?.kind === 'undo_return' && (
        <ReasonDialog
          title={d.undoReturnTitle(writeMoney(t.language, act.receipt.returned))}
          text={d.undoReturnText}
          yes={d.undoReturn}
          undoes
          schema={takeReturnBack}
          send={(body, idempotencyKey) =>
            call(routes.takeReturnBack, { params: { id: act.receipt.id }, body, idempotencyKey })
          }
          done={(receipt) => {
            done(receipt);
            refreshDesk([]);
            toasts.say(d.undone);
            end();
          }}
          onClose={end}
        />
      )}
      {act?.kind === 'undo_part' && (
        <ReasonDialog
          title={d.undoPartTitle(writeMoney(t.language, act.part.amount), act.part.accountName)}
          text={d.undoPartText}
          yes={d.undo}
          undoes
          schema={takeReturnBack}
          send={async (body, idempotencyKey) => {
            await call(routes.reverseEntry, { params: { id: act.part.entry }, body, idempotencyKey });
            return call(routes.receipt, { params: { id: act.receipt.id } });
          }}
          done={(receipt) => {
            done(receipt);
            refreshDesk([act.part.account]);
            toasts.say(d.undone);
            end();
          }}
          onClose={end}
        />
      )}
    </Page>
  );
}
