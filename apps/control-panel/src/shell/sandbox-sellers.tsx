import { routes, type SellerDto } from '@rocket/contracts';
import { Button } from '@rocket/ui';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api';
import { words } from '../text/words';

/** Numbers of amoCRM that no account of the demo has: the same one again for the same seller. */
const FIRST_ACCOUNT = 40_000_000;

/** In the sandbox: the panel of a customer of any seller, whose account is opened at the first visit. */
export function SandboxSellers() {
  const t = words.value.signIn;
  const [sellers, setSellers] = useState<readonly SellerDto[]>([]);
  const [busy, setBusy] = useState<string | null>(null);
  useEffect(() => {
    call(routes.sellers, { query: { limit: 200 } }).then(
      ({ items }) => setSellers(items),
      () => undefined,
    );
  }, []);
  if (sellers.length === 0) return null;
  const enter = (seller: SellerDto, nth: number): void => {
    setBusy(seller.code);
    openPanel(seller, t.sandboxAccount(seller.name), FIRST_ACCOUNT + nth).catch(() => setBusy(null));
  };
  return (
    <div class="door-sandbox">
      <span class="muted">{t.sandboxCustomer}</span>
      <div class="row">
        {sellers.map((seller, nth) => (
          <Button
            key={seller.code}
            size="small"
            busy={busy === seller.code}
            onClick={() => enter(seller, nth)}
          >
            {seller.name}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** As the widget does it: the owner asks for a link that opens the panel once. */
async function openPanel(seller: SellerDto, name: string, amocrmAccountId: number): Promise<void> {
  const subdomain = `demo-${seller.code.toLowerCase().replace(/[^a-z0-9-]/g, '-')}`;
  const { ownerToken } = await call(routes.sandboxAccount, {
    body: { name, subdomain, amocrmAccountId, seller: seller.code },
  });
  const { url } = await call(routes.panelLink, { headers: { authorization: `Bearer ${ownerToken}` } });
  location.assign(url);
}
