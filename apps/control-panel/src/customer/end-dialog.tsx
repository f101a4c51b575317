import { routes, type SubscriptionDto } from '@rocket/contracts';
import { Alert } from '@rocket/ui';
import { fullName } from '../account/full-name';
import { refreshAccount } from '../account/reads';
import { call } from '../api';
import { Confirm } from '../form/confirm';
import { toasts } from '../shell/toasts';
import { words } from '../text/words';

/** Ends the use of a product, after saying what is lost by it. */
export function EndDialog({
  accountId,
  subscription,
  onClose,
}: {
  accountId: string;
  subscription: SubscriptionDto;
  onClose: () => void;
}) {
  const p = words.value.products;
  return (
    <Confirm
      title={p.endTitle(fullName(subscription))}
      yes={p.endYes}
      danger
      act={() => call(routes.endSubscription, { params: { id: subscription.id } })}
      done={() => {
        refreshAccount(accountId);
        toasts.say(p.endedDone(fullName(subscription)));
        onClose();
      }}
      onClose={onClose}
    >
      <p>
        {subscription.isPackage
          ? p.endPackageText
          : subscription.state === 'trial'
            ? p.endTrialText
            : p.endText}
      </p>
      {subscription.state === 'active' && !subscription.isPackage && (
        <Alert tone="neutral">
          <p>{p.endHint}</p>
        </Alert>
      )}
    </Confirm>
  );
}
