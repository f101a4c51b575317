import type { MoneyDto } from '@rocket/contracts';
import { currencySign, readAmount, TextField } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { InMind } from '../account/in-mind';
import { typedAmount } from '../form/read-money';
import { Panel } from '../shell/page';
import { cabinetWords } from '../text/cabinet-words';
import { words } from '../text/words';

/** «What if I top up so much?»: the sum is the customer's, everything said about it is the API's. */
export function WhatIf({ accountId, usual }: { accountId: string; usual: MoneyDto }) {
  const t = words.value;
  const m = cabinetWords().inMind;
  const [typed, type] = useState(typedAmount(usual.amount));
  const amount = readAmount(typed);
  return (
    <Panel title={m.title} padded>
      <div class="stack">
        <TextField
          name="what-if"
          label={t.topUp.amount}
          inputMode="decimal"
          suffix={currencySign(usual.currency)}
          value={typed}
          onChange={type}
          {...(amount === null && typed.trim() !== '' ? { error: t.check.amount } : {})}
        />
        <InMind accountId={accountId} amount={amount} />
        {amount && (
          <a class="button button-secondary" href={`/top-up?amount=${amount}`}>
            {m.go}
          </a>
        )}
      </div>
    </Panel>
  );
}
