import { routes, type AppointmentDto, type ServicePackageDto } from '@rocket/contracts';
import { Button, Chip, writeInstant, type Tone } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { refreshAccount } from '../reads';
import { usedUnit } from '../unit-name';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { toasts } from '../../shell/toasts';
import { packagesWords } from '../../text/packages-words';
import { words } from '../../text/words';

const TONES: Record<AppointmentDto['state'], Tone> = {
  requested: 'info',
  scheduled: 'info',
  rendered: 'good',
  cancelled: 'neutral',
  forfeited: 'danger',
};

export const isOpen = ({ settledAt }: AppointmentDto): boolean => settledAt === null;

/** Open appointments with what can be done to them; those that are settled, folded away. */
export function AppointmentList({
  accountId,
  of,
  now,
  mayChange,
  onMove,
}: {
  accountId: string;
  of: ServicePackageDto;
  /** By the server's clock. */
  now: string;
  mayChange: boolean;
  onMove: (one: AppointmentDto) => void;
}) {
  const w = packagesWords();
  const [cancelling, cancel] = useState<AppointmentDto | null>(null);
  const open = of.appointments.filter(isOpen);
  const past = of.appointments.filter((one) => !isOpen(one));
  if (open.length + past.length === 0) return null;
  return (
    <div class="stack">
      <h3>{w.appointments}</h3>
      <ul class="appointments">
        {open.map((one) => {
          const isLate = one.freeUntil !== null && now > one.freeUntil;
          return (
            <li key={one.id} class="appointment">
              <Told one={one} of={of} isLate={isLate} />
              {mayChange && (
                <span class="row">
                  {!isLate && (
                    <Button size="small" onClick={() => onMove(one)}>
                      {one.at ? w.move : w.setTime}
                    </Button>
                  )}
                  <Button size="small" kind="quiet-danger" onClick={() => cancel(one)}>
                    {w.cancel}
                  </Button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {past.length > 0 && (
        <details>
          <summary>{w.past(past.length)}</summary>
          <ul class="appointments">
            {past.map((one) => (
              <li key={one.id} class="appointment">
                <Told one={one} of={of} isLate={false} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {cancelling && (
        <CancelDialog
          accountId={accountId}
          appointment={cancelling}
          cancelHours={of.rules?.cancelHours ?? 0}
          isLate={cancelling.freeUntil !== null && now > cancelling.freeUntil}
          onClose={() => cancel(null)}
        />
      )}
    </div>
  );
}

function Told({ one, of, isLate }: { one: AppointmentDto; of: ServicePackageDto; isLate: boolean }) {
  const t = words.value;
  const w = packagesWords();
  const at = (instant: string) => writeInstant(t.language, instant, of.timeZone);
  const when = one.at ?? one.settledAt;
  return (
    <span class="two-lines">
      <span class="with-chip">
        <strong>{usedUnit(t.language, one)}</strong>{' '}
        <Chip tone={TONES[one.state]}>{w.appointmentStates[one.state]}</Chip>
      </span>
      <small class="muted">
        {[
          when && at(when),
          one.why && w.why[one.why],
          one.freeUntil && (isLate ? w.tooLate : w.freeUntil(at(one.freeUntil))),
        ]
          .filter(Boolean)
          .join(', ')}
      </small>
      {one.about && <small class="muted">{one.about}</small>}
    </span>
  );
}

/** What is shown as free is never written off: the server refuses it when the time has passed meanwhile. */
function CancelDialog({
  accountId,
  appointment,
  cancelHours,
  isLate,
  onClose,
}: {
  accountId: string;
  appointment: AppointmentDto;
  cancelHours: number;
  isLate: boolean;
  onClose: () => void;
}) {
  const w = packagesWords();
  return (
    <Confirm
      title={w.cancelTitle}
      yes={isLate ? w.cancelLateYes : w.cancelYes}
      danger
      act={() =>
        call(routes.cancelAppointment, {
          params: { id: accountId, appointmentId: appointment.id },
          body: { mayCost: isLate },
        })
      }
      done={({ state }) => {
        refreshAccount(accountId);
        toasts.say(state === 'forfeited' ? w.forfeited : w.cancelled);
        onClose();
      }}
      onClose={onClose}
    >
      <p>{isLate ? w.cancelLate(cancelHours) : w.cancelFree}</p>
    </Confirm>
  );
}
