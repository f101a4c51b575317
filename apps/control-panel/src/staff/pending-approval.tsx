import { Alert, Button } from '@rocket/ui';
import { words } from '../text/words';
import type { StaffScreen } from './staff-screens';

/** Above the limit the door answers 202 with the request that now waits, in place of the grant. */
export const isPending = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'approval' in answer;

/** Nothing has happened yet, and why: a second person decides (rule 6). */
export function PendingApproval({ onClose }: StaffScreen & { onClose: () => void }) {
  const t = words.value;
  return (
    <div class="stack">
      <Alert tone="warning" title={t.staff.bonus.pendingTitle}>
        <p>{t.staff.bonus.pendingText}</p>
      </Alert>
      <div class="row row-end">
        <a class="button button-secondary" href="/approvals">
          {t.staff.bonus.toApprovals}
        </a>
        <Button kind="primary" onClick={onClose}>
          {t.common.close}
        </Button>
      </div>
    </div>
  );
}
