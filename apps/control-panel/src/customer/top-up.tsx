import type { InvoiceDto } from '@rocket/contracts';
import { Alert, Button } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { InvoiceForm } from '../account/invoice-form';
import { InvoiceList, PaymentPurpose } from '../account/invoice-list';
import { AutopaymentPanel } from '../account/autopayment/autopayment-panel';
import { PayByCard } from '../account/pay-by-card';
import { BalanceCards } from '../account/balance-cards';
import { isContractOver } from '../account/contract-over';
import { useBalance, useProfile, useSellerOf } from '../account/reads';
import type { CustomerMe } from '../session';
import { Ready } from '../shell/loading';
import { Page, Panel } from '../shell/page';
import { papersWords } from '../text/papers-words';
import { standingWords } from '../text/standing-words';
import { words } from '../text/words';
import { maySpend } from './may-spend';
import { placesOf } from './papers/places';
import { SendDialog } from './papers/send-dialog';

export default function TopUp({ me }: { me: CustomerMe }) {
  const t = words.value;
  const id = me.account.id;
  const seller = useSellerOf(me.account);
  const balance = useBalance(id);
  const { amount } = useLocation().query;
  const p = papersWords();
  const s = standingWords();
  const isOver = isContractOver(me.account);
  const profile = useProfile(id);
  const [sending, send] = useState(false);
  const [issued, setIssued] = useState<InvoiceDto | null>(null);
  return (
    <Page title={t.nav.topUp}>
      <Ready of={balance}>{(value) => <BalanceCards balance={value} />}</Ready>
      <div class="columns columns-form">
        <Panel title={t.topUp.newInvoice} padded>
          {isOver ? (
            <Alert tone="neutral">
              <p>{s.over}</p>
              <a class="button button-secondary button-small" href="/requisites/contract">
                {s.toContract}
              </a>
            </Alert>
          ) : maySpend(me) ? (
            <Ready of={seller}>
              {(value) => (
                <InvoiceForm
                  accountId={id}
                  country={me.account.country}
                  withVat={value.vatRegime !== 'none'}
                  minimum={value.terms.minimumPayment}
                  amount={amount && /^\d+\.\d{2}$/.test(amount) ? amount : undefined}
                  places={placesOf(me.email, profile.value?.emails ?? [])}
                  onIssued={setIssued}
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
              {issued.cardOnly ? (
                <p>{t.topUp.cardOnly}</p>
              ) : (
                <>
                  <p>{t.topUp.purposeHint}</p>
                  <PaymentPurpose invoice={issued} />
                </>
              )}
              <div class="row">
                <a class="button button-secondary" href={issued.files.pdf} download>
                  {t.documents.download(t.documents.kinds.invoice, issued.number, 'PDF')}
                </a>
                <Button onClick={() => send(true)}>{p.sendTitle}</Button>
              </div>
              {sending && (
                <SendDialog
                  me={me}
                  document={{ ...issued, kind: 'invoice', files: { xml: null } }}
                  onClose={() => send(false)}
                />
              )}
            </div>
          </Panel>
        ) : isOver ? null : (
          <Panel title={t.topUp.how} padded>
            <ol class="steps">
              {t.topUp.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </Panel>
        )}
      </div>
      <AutopaymentPanel accountId={id} mayBegin={maySpend(me) && !isOver} mayEnd={maySpend(me)} />
      <Panel title={t.topUp.invoices}>
        <InvoiceList
          accountId={id}
          emptyText={isOver ? '' : t.topUp.invoicesEmptyText}
          payer={maySpend(me)}
          isOver={isOver}
        />
      </Panel>
    </Page>
  );
}
