import { previewRevocation, revokeBonus, routes, type BonusGrantDto } from '@rocket/contracts';
import {
  Alert,
  Button,
  Chip,
  DateText,
  Dialog,
  EmptyState,
  Money,
  Table,
  TextField,
  writeMoney,
  type Tone,
} from '@rocket/ui';
import { useState } from 'preact/hooks';
import { refreshAccount, useGrants } from '../account/reads';
import { call } from '../api';
import { useForm } from '../form/use-form';
import { More, Ready } from '../shell/loading';
import { Panel } from '../shell/page';
import { toasts } from '../shell/toasts';
import { previewWords } from '../text/preview-words';
import { words } from '../text/words';
import { GrantDialog } from './grant-dialog';
import { isPending, PendingApproval } from './pending-approval';
import { ActPreview } from './previews/act-preview';
import { usePreview } from './previews/use-preview';
import type { StaffScreen } from './staff-screens';

const TONES: Record<BonusGrantDto['state'], Tone> = {
  active: 'good',
  used: 'neutral',
  expired: 'neutral',
  revoked: 'warning',
};

/** Bonus grants of an account; support and administrators grant and revoke, each with a reason (rule 6). */
export function Bonuses({ me, accountId }: StaffScreen & { accountId: string }) {
  const t = words.value;
  const s = t.staff.bonus;
  const grants = useGrants(accountId);
  const [granting, grant] = useState(false);
  const [revoking, revoke] = useState<BonusGrantDto | null>(null);
  const mayGrant = me.role === 'support' || me.role === 'administrator';
  return (
    <Panel
      aside={
        mayGrant && (
          <Button kind="primary" size="small" onClick={() => grant(true)}>
            {s.grant}
          </Button>
        )
      }
    >
      <Ready of={grants}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={s.empty} text={s.emptyText} />
          ) : (
            <>
              <Table
                caption={t.staff.account.tabs.bonuses}
                rows={items}
                rowKey={(one) => one.id}
                columns={[
                  {
                    key: 'ground',
                    title: s.ground,
                    lead: true,
                    cell: (one) => (
                      <span class="two-lines">
                        <span>{s.grounds[one.ground]}</span>
                        <small class="muted">{one.reason}</small>
                      </span>
                    ),
                  },
                  {
                    key: 'state',
                    title: t.common.state,
                    cell: (one) => <Chip tone={TONES[one.state]}>{s.state[one.state]}</Chip>,
                  },
                  {
                    key: 'till',
                    title: s.validTo,
                    cell: (one) =>
                      one.expiresOn ? (
                        <DateText date={one.expiresOn} />
                      ) : (
                        <span class="muted">{s.forever}</span>
                      ),
                  },
                  {
                    key: 'amount',
                    title: t.common.amount,
                    align: 'end',
                    cell: (one) => <Money value={one.amount} />,
                  },
                  {
                    key: 'rest',
                    title: s.remaining,
                    align: 'end',
                    cell: (one) => <Money value={one.remaining} />,
                  },
                  {
                    key: 'act',
                    title: t.common.actions,
                    quietTitle: true,
                    align: 'end',
                    cell: (one) =>
                      mayGrant &&
                      one.state === 'active' && (
                        <Button size="small" kind="quiet-danger" onClick={() => revoke(one)}>
                          {s.revoke}
                        </Button>
                      ),
                  },
                ]}
              />
              <More of={grants} />
            </>
          )
        }
      </Ready>
      {granting && <GrantDialog me={me} accountId={accountId} onClose={() => grant(false)} />}
      {revoking && (
        <RevokeDialog me={me} accountId={accountId} grant={revoking} onClose={() => revoke(null)} />
      )}
    </Panel>
  );
}

function RevokeDialog({
  me,
  accountId,
  grant,
  onClose,
}: StaffScreen & { accountId: string; grant: BonusGrantDto; onClose: () => void }) {
  const t = words.value;
  const s = t.staff.bonus;
  const [pending, setPending] = useState(false);
  const form = useForm({
    initial: { reason: '' },
    schema: revokeBonus,
    read: (values) => values,
    send: (body, idempotencyKey): Promise<unknown> =>
      call(routes.revokeBonus, { params: { id: grant.id }, body, idempotencyKey }),
    done: (answer) => {
      refreshAccount(accountId);
      if (isPending(answer)) return setPending(true);
      toasts.say(s.revoked);
      onClose();
    },
  });
  const preview = usePreview(accountId, `revocation/${grant.id}`, previewRevocation, {}, (body) =>
    call(routes.previewRevocation, { params: { id: grant.id }, body }),
  );
  return (
    <Dialog
      title={s.revokeTitle(writeMoney(t.language, grant.remaining))}
      closeLabel={t.common.close}
      onClose={onClose}
    >
      {pending ? (
        <PendingApproval me={me} onClose={onClose} />
      ) : (
        <form class="stack" noValidate onSubmit={form.submit}>
          <p class="muted">{s.revokeText}</p>
          {form.alert && <Alert tone="danger">{form.alert}</Alert>}
          <TextField
            label={t.common.reason}
            hint={t.common.reasonHint}
            multiline
            required
            {...form.field('reason')}
          />
          <ActPreview of={preview} />
          <div class="row row-end">
            <Button onClick={onClose}>{t.common.cancel}</Button>
            <Button kind="danger" type="submit" busy={form.busy}>
              {preview.value?.needsSecondPerson ? previewWords().ask : s.revoke}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
