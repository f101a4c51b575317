import { ALL_UNITS, revokeAccess, routes, type AccessGrantDto, type AccountDto } from '@rocket/contracts';
import { Button, Chip, EmptyState, InstantText, Table, writeDate, type Tone } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { actorWords } from '../../account/actor-words';
import { refreshAccount } from '../../account/reads';
import { call } from '../../api';
import { useList } from '../../load';
import { More, Ready } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { contractWords } from '../../text/contract-words';
import { words } from '../../text/words';
import type { StaffScreen } from '../staff-screens';
import { GiveDialog } from './give-dialog';
import { ReasonDialog } from '../reason-dialog';

const TONES: Record<AccessGrantDto['state'], Tone> = {
  waiting: 'info',
  running: 'good',
  over: 'neutral',
  revoked: 'warning',
};

/** What was given free of charge: by whom, why, for which days (rule 8). */
export function FreeAccess({ me, account }: StaffScreen & { account: AccountDto }) {
  const c = contractWords();
  const [giving, give] = useState(false);
  const [revoking, revoke] = useState<AccessGrantDto | null>(null);
  const grants = useList<AccessGrantDto>(`account/${account.id}/access-grants`, (cursor) =>
    call(routes.accessGrants, { params: { id: account.id }, query: { limit: 50, cursor } }),
  );
  const mayGive = me.role === 'support' || me.role === 'administrator';
  return (
    <Panel
      title={c.free}
      aside={
        mayGive &&
        account.state !== 'terminated' &&
        account.state !== 'erased' && (
          <Button size="small" onClick={() => give(true)}>
            {c.give}
          </Button>
        )
      }
    >
      <Ready of={grants} lines={3}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={c.freeEmpty} />
          ) : (
            <>
              <GrantTable me={me} items={items} revoke={mayGive ? revoke : null} />
              <More of={grants} />
            </>
          )
        }
      </Ready>
      {giving && <GiveDialog accountId={account.id} seller={account.seller} onClose={() => give(false)} />}
      {revoking && (
        <ReasonDialog
          title={c.revokeTitle(revoking.productName)}
          text={c.revokeText}
          yes={c.revoke}
          schema={revokeAccess}
          send={(body, idempotencyKey) =>
            call(routes.revokeAccess, { params: { id: revoking.id }, body, idempotencyKey })
          }
          done={() => {
            refreshAccount(account.id);
            toasts.say(c.revoked);
            revoke(null);
          }}
          onClose={() => revoke(null)}
        />
      )}
    </Panel>
  );
}

function GrantTable({
  me,
  items,
  revoke,
}: StaffScreen & { items: readonly AccessGrantDto[]; revoke: ((one: AccessGrantDto) => void) | null }) {
  const t = words.value;
  const c = contractWords();
  return (
    <Table
      caption={c.free}
      rows={items}
      rowKey={(one) => one.id}
      columns={[
        {
          key: 'product',
          title: c.product,
          lead: true,
          cell: (one) => (
            <span class="two-lines">
              <span class="with-chip">
                {one.productName}
                {one.quantity < ALL_UNITS && ` × ${one.quantity}`}{' '}
                <Chip tone={TONES[one.state]}>{c.freeStates[one.state]}</Chip>
              </span>
              <small class="muted">{one.revokeReason ?? one.reason}</small>
            </span>
          ),
        },
        { key: 'term', title: c.term, cell: termWords },
        {
          key: 'who',
          title: c.who,
          cell: (one) => (
            <span class="two-lines">
              <span>{actorWords(t, one.grantedBy, me)}</span>
              <small class="muted">
                <InstantText at={one.grantedAt} />
              </small>
            </span>
          ),
        },
        {
          key: 'actions',
          title: t.common.actions,
          quietTitle: true,
          align: 'end',
          cell: (one) =>
            revoke &&
            (one.state === 'waiting' || one.state === 'running') && (
              <Button size="small" kind="quiet-danger" onClick={() => revoke(one)}>
                {c.revoke}
              </Button>
            ),
        },
      ]}
    />
  );
}

function termWords({ from, to, days, untilOn }: AccessGrantDto): string {
  const c = contractWords();
  if (from && to) return c.termFromTo(writeDate(from), writeDate(to));
  return untilOn ? c.termUntil(writeDate(untilOn)) : c.termDays(days ?? 0);
}
