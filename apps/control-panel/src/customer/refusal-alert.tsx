import { Alert } from '@rocket/ui';
import type { Shortage } from '../form/refusal-text';
import { words } from '../text/words';

/** Why it was refused; for a shortage also how much to pay in, one press away. */
export function RefusalAlert({ text, shortage }: { text: string | null; shortage: Shortage | null }) {
  const t = words.value;
  if (!text) return null;
  return (
    <Alert tone="danger">
      <p>{text}</p>
      {shortage && (
        <a class="button button-primary button-small" href={`/top-up?amount=${shortage.missing.amount}`}>
          {t.overview.topUp}
        </a>
      )}
    </Alert>
  );
}
