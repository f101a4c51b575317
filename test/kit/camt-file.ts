import { SELLERS_ACCOUNT, type Payment } from './bank-file';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** How an entry of a statement may differ from a booked payment to us. */
export interface CamtWish {
  readonly side?: 'CRDT' | 'DBIT';
  readonly isReversal?: boolean;
  readonly status?: 'BOOK' | 'PDNG';
}

const account = (number: string): string => `<Id><Othr><Id>${number}</Id></Othr></Id>`;

export const camtEntry = (payment: Payment, wish: CamtWish = {}): string => {
  const side = wish.side ?? 'CRDT';
  // A reversal keeps the parties of the payment it takes back.
  const weReceive = (side === 'CRDT') !== (wish.isReversal ?? false);
  const [theirs, ours] = weReceive ? ['Dbtr', 'Cdtr'] : ['Cdtr', 'Dbtr'];
  const { payer } = payment;
  const inn = payer.inn ? `<Id><OrgId><Othr><Id>${payer.inn}</Id></Othr></OrgId></Id>` : '';
  return `<Ntry><NtryRef>${payment.number}</NtryRef><Amt Ccy="RUB">${payment.amount}</Amt><CdtDbtInd>${side}</CdtDbtInd>${
    wish.isReversal ? '<RvslInd>true</RvslInd>' : ''
  }<Sts><Cd>${wish.status ?? 'BOOK'}</Cd></Sts><BookgDt><Dt>${payment.date}</Dt></BookgDt><BkTxCd><Prtry><Cd>01</Cd></Prtry></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>${payment.number}</EndToEndId></Refs>
<RltdPties><${theirs}><Nm>${escaped(payer.name)}</Nm>${inn}</${theirs}><${theirs}Acct>${account(
    payer.account ?? '40702810500000000002',
  )}</${theirs}Acct><${ours}><Nm>ООО &quot;Рокет Софт&quot;</Nm></${ours}><${ours}Acct>${account(SELLERS_ACCOUNT)}</${ours}Acct></RltdPties>
<RmtInf><Ustrd>${escaped(payment.purpose)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
};

/** A camt.053 statement of the first seller's account made of ready entries. */
export const camtOf = (entries: readonly string[]): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>
<Stmt><Id>1</Id><Acct>${account(SELLERS_ACCOUNT)}<Ccy>RUB</Ccy></Acct>
${entries.join('\n')}
</Stmt></BkToCstmrStmt></Document>`);

/** The same payments as `bankFile`, as another bank sends them. */
export const camtFile = (payments: readonly Payment[]): Buffer =>
  camtOf(payments.map((payment) => camtEntry(payment)));
