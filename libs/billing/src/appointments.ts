import { dayOf, type LocalDate, type Span } from '@rocket/kernel';
import { billingError } from './errors';

/** How counted services of a product are rendered at a time agreed beforehand (Astars 5.3.1, 5.3.8). */
export interface AppointmentRules {
  /** So many hours before the agreed time it is given up or moved without cost, the very hour included (5.3.8.1). */
  readonly cancelHours: number;
  /** `09:00`, by the seller's clock: when a service may begin. */
  readonly from: string;
  /** `21:00`, by the seller's clock: nothing begins then any more. */
  readonly to: string;
}

/**
 * What becomes of a request for one service of a package. While it is `requested` or `scheduled` it holds one of its unit; it is
 * written off when it was rendered (5.3.11) or forfeited (5.3.9), and comes back when it was cancelled (5.3.8, 5.3.10).
 */
export type AppointmentState = 'requested' | 'scheduled' | 'rendered' | 'cancelled' | 'forfeited';

export interface Appointment {
  readonly state: AppointmentState;
  /** Null: no time was agreed. */
  readonly at: Date | null;
}

/** `holder`: whoever the services are for; `specialist`: whoever renders them. */
export type AppointmentSide = 'holder' | 'specialist';

const HOUR_MS = 3_600_000;

/**
 * A service may be asked for while the package lasts (5.3.5.2); asked for beforehand it is rendered when the term has begun.
 * @throws DomainError `appointment_outside_term`
 */
export function assertInTerm(today: LocalDate, term: Span): void {
  if (today < term.end) return;
  throw billingError('appointment_outside_term', 'Срок пакета закончился: услугу получить уже нельзя', {
    endedOn: term.end,
  });
}

/**
 * A time that may be agreed: not past, inside the term (6.1: its last day to 24:00), within the hours of the seller (5.3.1).
 * @throws DomainError `appointment_in_the_past`, `appointment_outside_term`, `appointment_outside_hours`, naming the field
 */
export function assertBookable(
  at: Date,
  { rules, term, timeZone, now }: { rules: AppointmentRules; term: Span; timeZone: string; now: Date },
): void {
  const field = (message: string) => [{ path: 'at', message }];
  if (at <= now)
    throw billingError(
      'appointment_in_the_past',
      'Это время уже прошло',
      {},
      field('Выберите время в будущем'),
    );
  const day = dayOf(at, timeZone);
  if (day < term.start || day >= term.end) {
    const message = day < term.start ? 'Пакет ещё не начал действовать' : 'Пакет к этому времени закончится';
    const facts = { startsOn: term.start, endsOn: term.end };
    throw billingError(
      'appointment_outside_term',
      message,
      facts,
      field('Выберите время в пределах срока пакета'),
    );
  }
  const time = timeOf(at, timeZone);
  if (time < rules.from || time >= rules.to)
    throw billingError(
      'appointment_outside_hours',
      `Услуги оказывают с ${rules.from} до ${rules.to}`,
      { from: rules.from, to: rules.to },
      field(`Выберите время с ${rules.from} до ${rules.to}`),
    );
}

/** Until when the agreed time is given up or moved without cost, that instant included; null: no time was agreed. */
export const freeUntil = ({ at }: Pick<Appointment, 'at'>, { cancelHours }: AppointmentRules): Date | null =>
  at && new Date(at.getTime() - cancelHours * HOUR_MS);

const isInTime = (appointment: Appointment, rules: AppointmentRules, now: Date): boolean => {
  const until = freeUntil(appointment, rules);
  return until === null || now <= until;
};

/** @throws DomainError `appointment_settled` unless it still holds its unit */
export function assertOpen({ state }: Appointment): void {
  if (state === 'requested' || state === 'scheduled') return;
  throw billingError('appointment_settled', SETTLED[state], { state });
}
const SETTLED = {
  rendered: 'Услуга уже оказана и списана',
  cancelled: 'Запись уже отменена',
  forfeited: 'Услуга уже списана: запись отменили поздно или пропустили',
} as const;

/**
 * What giving it up comes to. In time it costs nothing (5.3.8); later the holder has forfeited it (5.3.9.1). The specialist, whoever
 * is late, has rendered nothing: the unit comes back (5.3.10).
 * @throws DomainError `appointment_settled`
 */
export function cancellation(
  appointment: Appointment,
  by: AppointmentSide,
  rules: AppointmentRules,
  now: Date,
): 'cancelled' | 'forfeited' {
  assertOpen(appointment);
  return by === 'specialist' || isInTime(appointment, rules, now) ? 'cancelled' : 'forfeited';
}

/**
 * Either side may agree on another time while it may still be given up without cost (5.3.8.1, 5.3.10.1).
 * @throws DomainError `appointment_settled`, `appointment_too_late`
 */
export function assertMovable(appointment: Appointment, rules: AppointmentRules, now: Date): void {
  assertOpen(appointment);
  if (isInTime(appointment, rules, now)) return;
  throw billingError(
    'appointment_too_late',
    `Перенести запись можно не позднее чем за ${rules.cancelHours} ч до неё`,
    { cancelHours: rules.cancelHours, freeUntil: freeUntil(appointment, rules)!.toISOString() },
    [{ path: 'at', message: 'До записи осталось слишком мало времени' }],
  );
}

/**
 * The holder did not come and said nothing (5.3.9.2): only what had a time, and only when it has passed.
 * @throws DomainError `appointment_settled`, `appointment_not_begun`
 */
export function assertMissable(appointment: Appointment, now: Date): void {
  assertOpen(appointment);
  if (appointment.at !== null && appointment.at <= now) return;
  throw billingError('appointment_not_begun', 'Время записи ещё не наступило: пропустить её нельзя');
}

/** `09:30` by the clock of a zone. */
const timeOf = (at: Date, timeZone: string): string =>
  at.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
