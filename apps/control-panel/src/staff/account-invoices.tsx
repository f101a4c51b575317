import type { AccountDto } from '@rocket/contracts';
import { Button, Dialog } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { AutopaymentPanel } from '../account/autopayment/autopayment-panel';
import { isContractOver } from '../account/contract-over';
import { InvoiceForm } from '../account/invoice-form';
import { InvoiceList } from '../account/invoice-list';
import { useSellerOf } from '../account/reads';
import { Ready } from '../shell/loading';
import { Panel } from '../shell/page';
import { toasts } from '../shell/toasts';
import { words } from '../text/words';
import type { StaffScreen } from './staff-screens';

/** Invoices of an account; staff may issue one for it (rule 1). */
export function AccountInvoices({ me, account }: StaffScreen & { account: AccountDto }) {
  const t = words.value;
  const seller = useSellerOf(account);
  const [issuing, issue] = useState(false);
  const mayIssue = me.role === 'account_manager' || me.role === 'administrator';
  const isOver = isContractOver(account);
  const mayEnd = mayIssue || me.role === 'support';
  return (
    <>
      <AutopaymentPanel accountId={account.id} mayBegin={false} mayEnd={mayEnd} />
      <Panel
        aside={
          mayIssue &&
          !isOver && (
            <Button kind="primary" size="small" onClick={() => issue(true)}>
              {t.staff.account.issueInvoice}
            </Button>
          )
        }
      >
        <InvoiceList accountId={account.id} emptyText={t.staff.account.noInvoicesText} isOver={isOver} />
        {issuing && (
          <Dialog title={t.topUp.newInvoice} closeLabel={t.common.close} onClose={() => issue(false)}>
            <Ready of={seller}>
              {(value) => (
                <InvoiceForm
                  accountId={account.id}
                  country={account.country}
                  withVat={value.vatRegime !== 'none'}
                  minimum={value.terms.minimumPayment}
                  amount={undefined}
                  onIssued={(invoice) => {
                    issue(false);
                    toasts.say(t.topUp.issued(invoice.number));
                  }}
                />
              )}
            </Ready>
          </Dialog>
        )}
      </Panel>
    </>
  );
}
