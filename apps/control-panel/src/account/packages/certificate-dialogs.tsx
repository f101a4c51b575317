import { passCertificate, routes, type CertificateDto, type ServicePackageDto } from '@rocket/contracts';
import { Alert, Button, Dialog, TextField, writeDate, writeMoney } from '@rocket/ui';
import { refreshAccount } from '../reads';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { useForm } from '../../form/use-form';
import { useLoaded } from '../../load';
import { Ready } from '../../shell/loading';
import { toasts } from '../../shell/toasts';
import { packagesWords } from '../../text/packages-words';
import { words } from '../../text/words';

/** Whole, to a person; what is lost by it is said before. */
export function PassDialog({
  accountId,
  certificate,
  until,
  onClose,
}: {
  accountId: string;
  certificate: CertificateDto;
  until: string;
  onClose: () => void;
}) {
  const t = words.value;
  const w = packagesWords();
  const form = useForm({
    initial: { name: '', contact: '' },
    schema: passCertificate,
    read: ({ name, contact }) => ({ name, contact: contact.trim() === '' ? null : contact }),
    send: (body, idempotencyKey) =>
      call(routes.passCertificate, {
        params: { id: accountId, certificateId: certificate.id },
        body,
        idempotencyKey,
      }),
    done: () => {
      refreshAccount(accountId);
      toasts.say(w.passedDone(form.values.name));
      onClose();
    },
  });
  return (
    <Dialog title={w.passTitle(certificate.number)} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <p>{w.passText}</p>
        <p class="muted">{w.passUntil(writeDate(until))}</p>
        <TextField label={w.name} {...form.field('name')} />
        <TextField label={w.contact} optional={w.optional} {...form.field('contact')} />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="danger" type="submit" busy={form.busy}>
            {w.passYes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What would come back, or why nothing does. */
export function GiveBackDialog({
  accountId,
  of: { subscriptionId },
  onClose,
}: {
  accountId: string;
  of: ServicePackageDto;
  onClose: () => void;
}) {
  const t = words.value;
  const w = packagesWords();
  const preview = useLoaded(`account/${accountId}/refund-preview/${subscriptionId}`, () =>
    call(routes.refundPreview, { params: { id: accountId }, query: { subscriptionId } }),
  );
  const { value } = preview;
  if (!value)
    return (
      <Dialog title={w.giveBackTitle} closeLabel={t.common.close} onClose={onClose}>
        <Ready of={preview}>{() => null}</Ready>
      </Dialog>
    );
  const ground = value.lines[0]?.ground ?? 'was_over';
  if (ground !== 'unused')
    return (
      <Dialog title={w.giveBackTitle} closeLabel={t.common.close} onClose={onClose}>
        <div class="stack">
          <p>{w.giveBackNo[ground] ?? w.giveBackNever}</p>
          <div class="row row-end">
            <Button onClick={onClose}>{t.common.close}</Button>
          </div>
        </div>
      </Dialog>
    );
  return (
    <Confirm
      title={w.giveBackTitle}
      yes={w.giveBackYes}
      danger
      act={(idempotencyKey) =>
        call(routes.requestRefund, { params: { id: accountId }, body: { subscriptionId }, idempotencyKey })
      }
      done={() => {
        refreshAccount(accountId);
        toasts.say(w.givenBackDone);
        onClose();
      }}
      onClose={onClose}
    >
      <p>
        {w.giveBackText(
          writeMoney(t.language, value.amount),
          value.computeBy ? writeDate(value.computeBy) : '',
        )}
      </p>
    </Confirm>
  );
}
