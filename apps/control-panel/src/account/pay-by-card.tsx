import type { InvoiceDto } from '@rocket/contracts';
import { Button, Dialog, writeMoney } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { words } from '../text/words';

/**
 * Pays an invoice at the page of a provider: at once when there is one, after a choice when there are more. The target keeps
 * the router from taking the link for a screen of ours.
 */
export function PayByCard({ invoice, small = false }: { invoice: InvoiceDto; small?: boolean }) {
  const t = words.value.topUp;
  const [chooses, choose] = useState(false);
  const links = invoice.paymentLinks;
  const size = small ? ' button-small' : '';
  if (links.length === 0) return null;
  if (links.length === 1)
    return (
      <a class={`button button-primary${size}`} href={links[0]!.url} target="_top">
        {t.payByCard}
      </a>
    );
  return (
    <>
      <Button kind="primary" {...(small ? { size: 'small' as const } : {})} onClick={() => choose(true)}>
        {t.payByCard}
      </Button>
      {chooses && (
        <Dialog
          title={t.payTitle(writeMoney(words.value.language, invoice.amount))}
          closeLabel={words.value.common.close}
          onClose={() => choose(false)}
        >
          <div class="stack pay-choice">
            <p class="muted">{t.payText}</p>
            {links.map(({ provider, url }) => (
              <a key={provider} class="button button-primary" href={url} target="_top">
                {t.payVia[provider] ?? provider}
              </a>
            ))}
          </div>
        </Dialog>
      )}
    </>
  );
}

/** What staff send to whoever pays. */
export function PaymentLink({
  invoice,
  copy,
}: {
  invoice: InvoiceDto;
  copy: (text: string) => Promise<void>;
}) {
  const t = words.value.topUp;
  const [link] = invoice.paymentLinks;
  if (!link) return null;
  return (
    <Button size="small" title={t.payLinkText} onClick={() => void copy(link.url)}>
      {t.payLink}
    </Button>
  );
}
