import { reverseEntry, routes, type EntryDto, type MoneyDto } from '@rocket/contracts';
import { Alert, Button, Dialog, Money, Switch, TextField, writeDate } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { EntryList } from '../account/entry-list';
import { subjectWords } from '../account/entry-words';
import { refreshAccount, useProducts } from '../account/reads';
import { call } from '../api';
import { useForm } from '../form/use-form';
import { Facts } from '../shell/page';
import { toasts } from '../shell/toasts';
import { words } from '../text/words';
import type { StaffScreen } from './staff-screens';

/** The journal with who did what, and the one way to undo an entry: its mirror. */
export function AccountJournal({ me, accountId }: StaffScreen & { accountId: string }) {
  const t = words.value;
  const [reversing, reverse] = useState<EntryDto | null>(null);
  return (
    <>
      <EntryList
        accountId={accountId}
        showActor
        action={(entry) =>
          entry.kind !== 'reversal' &&
          entry.kind !== 'bonus_expiry' && (
            <Button size="small" kind="quiet" onClick={() => reverse(entry)}>
              {t.staff.account.reverse}
            </Button>
          )
        }
      />
      {reversing && (
        <ReverseDialog me={me} accountId={accountId} entry={reversing} onClose={() => reverse(null)} />
      )}
    </>
  );
}

/** Names the entry it would undo: rows of a journal look alike. */
export function ReverseDialog({
  me,
  accountId,
  entry,
  onClose,
}: StaffScreen & { accountId: string; entry: EntryDto; onClose: () => void }) {
  const t = words.value;
  const s = t.staff.account;
  const products = useProducts().value ?? [];
  const [force, setForce] = useState(false);
  const form = useForm({
    initial: { reason: '' },
    schema: reverseEntry,
    read: ({ reason }) => ({ reason, ...(force ? { force } : {}) }),
    send: (body, idempotencyKey) =>
      call(routes.reverseEntry, { params: { id: entry.id }, body, idempotencyKey }),
    done: () => {
      refreshAccount(accountId);
      toasts.say(s.reversed);
      onClose();
    },
  });
  return (
    <Dialog title={s.reverseTitle} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        <Facts
          items={[
            [t.common.date, writeDate(entry.businessDate)],
            [
              t.history.operation,
              [t.history.kinds[entry.kind], subjectWords(t, entry, products) ?? entry.reason]
                .filter(Boolean)
                .join(' · '),
            ],
            ...(isNothing(entry.money)
              ? []
              : [[t.history.money, <Money value={entry.money} signed />] as const]),
            ...(isNothing(entry.bonus)
              ? []
              : [[t.history.bonus, <Money value={entry.bonus} signed />] as const]),
          ]}
        />
        <p class="muted">{s.reverseText}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <TextField
          label={t.common.reason}
          hint={t.common.reasonHint}
          multiline
          required
          {...form.field('reason')}
        />
        {me.role === 'administrator' && (
          <div>
            <Switch on={force} label={s.reverseForce} onChange={setForce} />
            {force && <p class="muted fine">{s.reverseForceHint}</p>}
          </div>
        )}
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.close}</Button>
          <Button kind="danger" type="submit" busy={form.busy}>
            {s.reverse}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const isNothing = ({ amount }: MoneyDto): boolean => !/[1-9]/.test(amount);
