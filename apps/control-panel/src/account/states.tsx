import type { AccountState, SubscriptionState } from '@rocket/contracts';
import { Chip, type Tone } from '@rocket/ui';
import { words } from '../text/words';

const ACCOUNT: Record<AccountState, Tone> = {
  active: 'good',
  suspended: 'warning',
  frozen: 'danger',
  erased: 'neutral',
  terminated: 'neutral',
};
export const AccountChip = ({ state }: { state: AccountState }) => (
  <Chip tone={ACCOUNT[state]}>{words.value.accountState[state]}</Chip>
);

const SUBSCRIPTION: Record<SubscriptionState, Tone> = {
  trial: 'info',
  active: 'good',
  suspended: 'warning',
  ended: 'neutral',
};
export const SubscriptionChip = ({ state }: { state: SubscriptionState }) => (
  <Chip tone={SUBSCRIPTION[state]}>{words.value.subscriptionState[state]}</Chip>
);
