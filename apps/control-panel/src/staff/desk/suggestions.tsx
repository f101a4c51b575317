import { routes, type AccountRowDto, type ReceiptDto, type ReceiptSuggestionDto } from '@rocket/contracts';
import { Button, writeMoney } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { useLoaded } from '../../load';
import { Ready } from '../../shell/loading';
import { deskWords } from '../../text/desk-words';
import { words } from '../../text/words';

/** What a dialog needs of an account somebody chose. */
export type PickedAccount = Pick<AccountRowDto, 'id' | 'name' | 'subdomain' | 'inn'>;

/** Whose a receipt might be, with reasons: a person decides, one click takes the account and its invoice. */
export function Suggestions({
  receipt,
  onTake,
}: {
  receipt: ReceiptDto;
  onTake: (account: PickedAccount, invoiceId: string | null) => void;
}) {
  const t = words.value;
  const d = deskWords();
  const [taking, setTaking] = useState<string | null>(null);
  const found = useLoaded(`receipts/${receipt.id}/suggestions`, () =>
    call(routes.receiptSuggestions, { params: { id: receipt.id } }),
  );
  const take = async ({ accountId, accountName, invoice, reasons }: ReceiptSuggestionDto) => {
    setTaking(accountId);
    const account = await call(routes.account, { params: { id: accountId } }).finally(() => setTaking(null));
    const { name, subdomain } = account;
    const inn = reasons.some(({ code }) => code === 'payer_is_customer') ? receipt.payer.inn : null;
    onTake({ id: accountId, name: name || accountName, subdomain, inn }, invoice?.id ?? null);
  };
  return (
    <div class="choice">
      <span class="field-label">{d.suggested}</span>
      <Ready of={found} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="muted">{d.noSuggestions}</p>
          ) : (
            <ul class="suggestions">
              {items.map((one) => (
                <li key={one.accountId}>
                  <span class="two-lines">
                    <strong>
                      {one.accountName}
                      {one.invoice &&
                        `: ${d.suggestedInvoice(one.invoice.number, writeMoney(t.language, one.invoice.rest))}`}
                    </strong>
                    <small class="muted">{one.reasons.map(({ text }) => text).join('; ')}</small>
                  </span>
                  <Button size="small" busy={taking === one.accountId} onClick={() => void take(one)}>
                    {d.pick}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Ready>
    </div>
  );
}
