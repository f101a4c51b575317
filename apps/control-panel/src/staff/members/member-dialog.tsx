import {
  changeStaff,
  inviteStaff,
  routes,
  type PasswordLinkDto,
  type StaffMemberDto,
  type StaffRole,
} from '@rocket/contracts';
import { Alert, Button, Dialog, SelectField, TextField } from '@rocket/ui';
import type { z } from 'zod';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { securityWords } from '../../text/security-words';
import { words } from '../../text/words';

export interface Invited {
  readonly member: StaffMemberDto;
  readonly link: PasswordLinkDto;
}

interface Wish {
  readonly email: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly access: 'open' | 'closed';
}

/** Somebody new; the answer has the link by which they set their password. */
export const InviteDialog = (to: { done: (invited: Invited) => void; onClose: () => void }) => (
  <MemberForm
    of={null}
    initial={{ email: '', name: '', role: 'support', access: 'open' }}
    schema={inviteStaff}
    read={({ access: _open, ...values }) => values}
    send={(body) => call(routes.inviteStaff, { body })}
    {...to}
  />
);

/** Another role or name for somebody, or no access any more. */
export const ChangeDialog = ({
  member,
  ...to
}: {
  member: StaffMemberDto;
  done: () => void;
  onClose: () => void;
}) => (
  <MemberForm
    of={member}
    initial={{ ...member, access: member.isDisabled ? 'closed' : 'open' }}
    schema={changeStaff}
    read={({ name, role, access, reason }) => ({ name, role, isDisabled: access === 'closed', reason })}
    send={(body) => call(routes.changeStaff, { params: { id: member.id }, body })}
    {...to}
  />
);

function MemberForm<Body, Answer>({
  of,
  initial: { email, name, role, access },
  schema,
  read,
  send,
  done,
  onClose,
}: {
  of: StaffMemberDto | null;
  initial: Wish;
  schema: z.ZodType<Body>;
  read: (values: Record<keyof Wish | 'reason', string>) => unknown;
  send: (body: Body) => Promise<Answer>;
  done: (answer: Answer) => void;
  onClose: () => void;
}) {
  const s = securityWords();
  const t = words.value;
  const form = useForm({ initial: { email, name, role, access, reason: '' }, schema, read, send, done });
  return (
    <Dialog title={of ? s.changeTitle(of.name) : s.inviteTitle} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        {!of && <p class="muted">{s.inviteText}</p>}
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        {!of && <TextField label={t.signIn.email} type="email" required {...form.field('email')} />}
        <TextField label={s.personName} required {...form.field('name')} />
        <SelectField
          label={s.memberColumns.role}
          choices={(Object.keys(t.signIn.roles) as StaffRole[]).map((each) => ({
            value: each,
            text: t.signIn.roles[each],
          }))}
          {...form.field('role')}
        />
        {of && (
          <SelectField
            label={s.access}
            hint={s.accessHint}
            choices={(['open', 'closed'] as const).map((each) => ({ value: each, text: s.accesses[each] }))}
            {...form.field('access')}
          />
        )}
        <TextField
          label={t.common.reason}
          hint={t.common.reasonHint}
          multiline
          required
          {...form.field('reason')}
        />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={form.busy}>
            {of ? s.changeYes : s.inviteYes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
