import type { InvoiceDto } from '@rocket/contracts';
import { Alert } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { InvoiceForm } from '../account/invoice-form';
import { InvoiceList, PaymentPurpose } from '../account/invoice-list';
import { PayByCard } from '../account/pay-by-card';
import { BalanceCards } from '../account/balance-cards';
import { TopUpBonus } from '../account/top-up-bonus';
import { useBalance, useSeller } from '../account/reads';
import type { CustomerMe } from '../session';
import { Ready } from '../shell/loading';
import { Page, Panel } from '../shell/page';
import { words } from '../text/words';
import { maySpend } from './may-spend';

export default function TopUp({ me }: { me: CustomerMe }) {
  const t = words.value;
  const id = me.account.id;
  const seller = useSeller(me.account.seller);
  const balance = useBalance(id);
  const { amount } = useLocation().query;
  const [issued, setIssued] = useState<InvoiceDto | null>(null);
  return (
    <Page title={t.nav.topUp}>
      <Ready of={balance}>{(value) => <BalanceCards balance={value} />}</Ready>
      <div class="columns columns-form">
        <Panel title={t.topUp.newInvoice} padded>
          {maySpend(me) ? (
            <Ready of={seller}>
              {(value) => (
                <InvoiceForm
                  accountId={id}
                  minimum={value.terms.minimumPayment}
                  next30Days={balance.value?.forecast.next30Days}
                  amount={amount && /^\d+\.\d{2}$/.test(amount) ? amount : undefined}
                  onIssued={setIssued}
                  under={(typed) => <TopUpBonus accountId={id} amount={typed} />}
                />
              )}
            </Ready>
          ) : (
            <Alert tone="neutral">{t.viewerOnly}</Alert>
          )}
        </Panel>
        {issued ? (
          <Panel title={t.topUp.issued(issued.number)} padded>
            <div class="stack">
              <PayByCard invoice={issued} />
              <p>{t.topUp.purposeHint}</p>
              <PaymentPurpose invoice={issued} />
              <a class="button button-secondary" href={issued.files.pdf} download>
                {t.documents.download(t.documents.kinds.invoice, issued.number, 'PDF')}
              </a>
            </div>
          </Panel>
        ) : (
          <Panel title={t.topUp.how} padded>
            <ol class="steps">
              {t.topUp.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </Panel>
        )}
      </div>
      <Panel title={t.topUp.invoices}>
        <InvoiceList accountId={id} emptyText={t.topUp.invoicesEmptyText} payer={maySpend(me)} />
      </Panel>
    </Page>
  );
}
