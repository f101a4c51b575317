import { routes } from '@rocket/contracts';
import { writeMoney } from '@rocket/ui';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api';
import { useLoaded } from '../load';
import { words } from '../text/words';

/** Long enough not to ask at every digit. */
const PAUSE_MS = 300;

/** The bonus a top-up of the typed sum brings, by the rule that will grant it, shown before paying (rule 6). */
export function TopUpBonus({ accountId, amount }: { accountId: string; amount: string | null }) {
  const t = words.value;
  const [asked, ask] = useState(amount);
  useEffect(() => {
    const timer = setTimeout(() => ask(amount), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [amount]);
  const preview = useLoaded(asked && `account/${accountId}/top-up-preview/${asked}`, () =>
    call(routes.topUpPreview, { params: { id: accountId }, query: { amount: asked ?? '' } }),
  ).value;
  if (!preview) return null;
  const { bonus, percent, next } = preview;
  const money = (value: typeof bonus) => writeMoney(t.language, value);
  const lines = [
    ...(percent === null ? [] : [t.topUp.bonus(money(bonus), percent)]),
    ...(next ? [t.topUp.nextBonus(money(next.from), money(next.bonus))] : []),
  ];
  if (lines.length === 0) return null;
  return (
    <p class="muted" role="status">
      {lines.join('. ')}
    </p>
  );
}
