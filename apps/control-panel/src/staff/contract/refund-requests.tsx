import { rejectRefund, routes, type AccountDto, type RefundRequestDto } from '@rocket/contracts';
import {
  Button,
  Chip,
  EmptyState,
  InstantText,
  Money,
  Table,
  writeDate,
  writeMoney,
  type Tone,
} from '@rocket/ui';
import { useState } from 'preact/hooks';
import { refreshAccount } from '../../account/reads';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { useList } from '../../load';
import { More, Ready } from '../../shell/loading';
import { toasts } from '../../shell/toasts';
import { contractWords } from '../../text/contract-words';
import { words } from '../../text/words';
import type { StaffScreen } from '../staff-screens';
import { CardRefundState, RefundToCard } from './card-refund';
import { ReasonDialog } from '../reason-dialog';

const TONES: Record<RefundRequestDto['state'], Tone> = {
  calculated: 'info',
  awaiting_signed_correction: 'warning',
  approved: 'info',
  paid: 'good',
  rejected: 'danger',
};
const isOpen = ({ state }: RefundRequestDto): boolean => state !== 'paid' && state !== 'rejected';

/** Why it was refused, how a bank paid it, or by when it is to be computed. */
function Standing({ of: { rejection, payment, state, computeBy } }: { of: RefundRequestDto }) {
  const c = contractWords();
  if (rejection) return <>{rejection.reason}</>;
  if (payment) return <>{c.paidBy(writeDate(payment.paidOn), payment.documentNumber)}</>;
  return state !== 'paid' && computeBy ? <>{c.computeBy(writeDate(computeBy))}</> : null;
}

/** Refund requests of an account; accountants pay what is approved and may refuse one with a reason (rule 22). */
export function RefundRequests({ me, account }: StaffScreen & { account: AccountDto }) {
  const t = words.value;
  const c = contractWords();
  const [act, open] = useState<{ kind: 'pay' | 'reject'; of: RefundRequestDto } | null>(null);
  const requests = useList<RefundRequestDto>(`account/${account.id}/refunds`, (cursor) =>
    call(routes.refundRequests, { params: { id: account.id }, query: { limit: 50, cursor } }),
  );
  const mayDecide = me.role === 'accountant' || me.role === 'administrator';
  const done = (said: string) => () => {
    refreshAccount(account.id);
    toasts.say(said);
    open(null);
  };
  const sum = act ? writeMoney(t.language, act.of.amount) : '';
  return (
    <>
      <Ready of={requests} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={c.noRequests} />
          ) : (
            <Table
              caption={c.requests}
              rows={items}
              rowKey={(one) => one.id}
              columns={[
                {
                  key: 'amount',
                  title: t.common.amount,
                  lead: true,
                  cell: (one) => (
                    <span class="two-lines">
                      <span class="with-chip">
                        <Money value={one.amount} />{' '}
                        <Chip tone={TONES[one.state]}>{c.requestStates[one.state]}</Chip>
                      </span>
                      <small class="muted">
                        <Standing of={one} />
                      </small>
                      <CardRefundState accountId={account.id} request={one} mayDecide={mayDecide} />
                    </span>
                  ),
                },
                { key: 'at', title: c.at, cell: (one) => <InstantText at={one.requestedAt} /> },
                {
                  key: 'actions',
                  title: t.common.actions,
                  quietTitle: true,
                  align: 'end',
                  cell: (one) =>
                    mayDecide && (
                      <span class="row row-end">
                        {one.state === 'approved' && <RefundToCard accountId={account.id} request={one} />}
                        {one.state === 'approved' && (
                          <Button size="small" onClick={() => open({ kind: 'pay', of: one })}>
                            {c.pay}
                          </Button>
                        )}
                        {isOpen(one) && (
                          <Button
                            size="small"
                            kind="quiet-danger"
                            onClick={() => open({ kind: 'reject', of: one })}
                          >
                            {c.reject}
                          </Button>
                        )}
                      </span>
                    ),
                },
              ]}
            />
          )
        }
      </Ready>
      <More of={requests} />
      {act?.kind === 'pay' && (
        <Confirm
          title={c.payTitle(sum)}
          yes={c.pay}
          act={(idempotencyKey) => call(routes.payRefund, { params: { id: act.of.id }, idempotencyKey })}
          done={done(c.paid)}
          onClose={() => open(null)}
        >
          <p>{c.payText}</p>
        </Confirm>
      )}
      {act?.kind === 'reject' && (
        <ReasonDialog
          title={c.rejectTitle(sum)}
          text={c.rejectText}
          yes={c.reject}
          schema={rejectRefund}
          send={(body, idempotencyKey) =>
            call(routes.rejectRefund, { params: { id: act.of.id }, body, idempotencyKey })
          }
          done={done(c.rejected)}
          onClose={() => open(null)}
        />
      )}
    </>
  );
}
