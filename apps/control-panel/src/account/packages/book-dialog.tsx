import {
  moveAppointment,
  requestService,
  routes,
  type AppointmentDto,
  type PackageServiceDto,
  type ServicePackageDto,
} from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import { Alert, Button, Dialog, SelectField, TextField } from '@rocket/ui';
import { refreshAccount } from '../reads';
import { usedUnit } from '../unit-name';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { toasts } from '../../shell/toasts';
import { packagesWords } from '../../text/packages-words';
import { words } from '../../text/words';
import { firstDay, instantAt, timesOf } from './appointment-time';

interface Props {
  readonly accountId: string;
  readonly of: ServicePackageDto;
  readonly rules: NonNullable<ServicePackageDto['rules']>;
  readonly today: LocalDate;
  readonly onClose: () => void;
}

const LATER = '';

/** Asks for a service, at a time or without one; what giving it up will cost is said before it is asked for. */
export function BookDialog({ service, ...props }: Props & { readonly service: PackageServiceDto }) {
  const { accountId, of, rules, today, onClose } = props;
  const t = words.value;
  const w = packagesWords();
  const form = useForm({
    initial: { date: firstDay(of, today) as string, time: LATER as string, about: '' },
    schema: requestService,
    read: ({ date, time, about }) => ({
      subscriptionId: of.subscriptionId,
      unit: service.unit,
      ...(time === LATER ? {} : { at: instantAt(date, time, of.timeZone) ?? date }),
      ...(about.trim() === '' ? {} : { about }),
    }),
    send: (body, idempotencyKey) =>
      call(routes.requestService, { params: { id: accountId }, body, idempotencyKey }),
    fieldOf: (path) => (path === 'at' ? 'time' : path),
    done: () => {
      refreshAccount(accountId);
      toasts.say(w.asked);
      onClose();
    },
  });
  const hasTime = form.values.time !== LATER;
  return (
    <Dialog title={w.bookTitle(usedUnit(t.language, service))} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <SelectField
          label={w.time}
          hint={`${w.hours(rules.from, rules.to)} ${w.zone(of.timeZone)}`}
          choices={[{ value: LATER, text: w.laterTime }, ...timeChoices(rules)]}
          {...form.field('time')}
        />
        {hasTime && <DayField of={of} today={today} field={form.field('date')} />}
        <TextField
          label={w.about}
          hint={w.aboutHint}
          optional={w.optional}
          multiline
          {...form.field('about')}
        />
        <p class="muted">{hasTime ? w.rule(rules.cancelHours) : w.ruleNoTime}</p>
        <Buttons yes={w.book} busy={form.busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** Another time, or the first one. */
export function MoveDialog({ appointment, ...props }: Props & { readonly appointment: AppointmentDto }) {
  const { accountId, of, rules, today, onClose } = props;
  const t = words.value;
  const w = packagesWords();
  const form = useForm({
    initial: { date: firstDay(of, today) as string, time: timesOf(rules)[0] ?? rules.from },
    schema: moveAppointment,
    read: ({ date, time }) => ({ at: instantAt(date, time, of.timeZone) ?? date }),
    send: (body) =>
      call(routes.moveAppointment, { params: { id: accountId, appointmentId: appointment.id }, body }),
    fieldOf: (path) => (path === 'at' ? 'time' : path),
    done: () => {
      refreshAccount(accountId);
      toasts.say(w.moved);
      onClose();
    },
  });
  return (
    <Dialog title={appointment.at ? w.moveTitle : w.setTime} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <DayField of={of} today={today} field={form.field('date')} />
        <SelectField
          label={w.time}
          hint={`${w.hours(rules.from, rules.to)} ${w.zone(of.timeZone)}`}
          choices={timeChoices(rules)}
          {...form.field('time')}
        />
        <p class="muted">{w.rule(rules.cancelHours)}</p>
        <Buttons yes={appointment.at ? w.move : w.setTime} busy={form.busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}

const timeChoices = (rules: Props['rules']) => timesOf(rules).map((time) => ({ value: time, text: time }));

function DayField({
  of,
  today,
  field,
}: {
  of: ServicePackageDto;
  today: LocalDate;
  field: { name: string; value: string; onChange: (value: string) => void; error?: string };
}) {
  return (
    <TextField
      label={packagesWords().date}
      type="date"
      min={firstDay(of, today)}
      max={of.lastDay}
      {...field}
    />
  );
}

function Buttons({ yes, busy, onClose }: { yes: string; busy: boolean; onClose: () => void }) {
  return (
    <div class="row row-end">
      <Button onClick={onClose}>{words.value.common.cancel}</Button>
      <Button kind="primary" type="submit" busy={busy}>
        {yes}
      </Button>
    </div>
  );
}
