import { routes } from '@rocket/contracts';
import { writeMoney } from '@rocket/ui';
import { call } from '../../api';
import { useLoaded } from '../../load';
import { previewWords } from '../../text/preview-words';
import { words } from '../../text/words';

/** What the reader may give alone, and has given and asked for today at this seller. Stands aside when it cannot be read. */
export function MyLimits({ accountId }: { accountId: string }) {
  const { language } = words.value;
  const p = previewWords();
  const limits = useLoaded(`account/${accountId}/bonus-limits`, () =>
    call(routes.bonusLimits, { params: { id: accountId } }),
  ).value;
  if (!limits) return null;
  return (
    <p class="muted">
      {p.limit(writeMoney(language, limits.limit))}{' '}
      {limits.today.count === 0
        ? p.noneToday
        : p.today(limits.today.count, writeMoney(language, limits.today.amount))}{' '}
      {limits.waiting.count > 0 &&
        p.waiting(limits.waiting.count, writeMoney(language, limits.waiting.amount))}
    </p>
  );
}
