import { routes, type AccountUserDto } from '@rocket/contracts';
import { SelectField } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { refreshAccount } from '../../account/reads';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { toasts } from '../../shell/toasts';
import { cessionWords } from '../../text/cession-words';

/** To whom the account is offered, and what that will mean. */
export function OfferDialog({
  accountId,
  receivers,
  onClose,
}: {
  accountId: string;
  /** At least one. */
  receivers: readonly AccountUserDto[];
  onClose: () => void;
}) {
  const c = cessionWords();
  const [to, choose] = useState(receivers[0]!.id);
  const name = receivers.find(({ id }) => id === to)?.name ?? '';
  return (
    <Confirm
      title={c.offerTitle}
      yes={c.offerYes}
      act={() => call(routes.offerCession, { params: { id: accountId }, body: { to } })}
      done={() => {
        refreshAccount(accountId);
        toasts.say(c.offered(name));
        onClose();
      }}
      onClose={onClose}
    >
      <SelectField
        label={c.to}
        hint={c.toHint}
        name="to"
        value={to}
        choices={receivers.map((one) => ({ value: one.id, text: one.name }))}
        onChange={choose}
      />
      <p>{c.offerText}</p>
    </Confirm>
  );
}
