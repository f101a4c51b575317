import { fiscalReceiptStates, routes, type FiscalReceiptDto } from '@rocket/contracts';
import { Button, Chip, EmptyState, InstantText, Money, Table, type Tone } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { chosen, Filter } from '../../account/filter';
import { call } from '../../api';
import { useList } from '../../load';
import { More, Ready } from '../../shell/loading';
import { Page, Panel } from '../../shell/page';
import { officeWords } from '../../text/office-words';
import { payWords } from '../../text/pay-words';
import { words } from '../../text/words';
import { AccountName } from '../account-name';
import { DecideDialog } from './decide-dialog';

const TONES: Record<FiscalReceiptDto['state'], Tone> = {
  pending: 'info',
  succeeded: 'good',
  canceled: 'danger',
  untold: 'neutral',
};

/** What a receipt is called where it is spoken about. */
const nameOf = (one: FiscalReceiptDto): string =>
  [
    officeWords().kinds[one.kind],
    payWords().invoiceNumber(one.invoiceNumber),
    one.month ? officeWords().month(one.month) : null,
    words.value.topUp.providers[one.provider],
  ]
    .filter(Boolean)
    .join(' · ');

/** The register of cash receipts (54-FZ): what the cash register made, and what a person has to decide about. */
export default function FiscalRegister() {
  const t = words.value;
  const o = officeWords();
  const { query } = useLocation();
  const state = chosen(query['state'], [...fiscalReceiptStates, 'attention'] as const);
  const [deciding, decide] = useState<FiscalReceiptDto | null>(null);
  const receipts = useList<FiscalReceiptDto>(`fiscal-receipts/${state ?? ''}`, (cursor) =>
    call(routes.fiscalReceipts, {
      query: {
        ...(state === 'attention' ? { attention: 'true' } : state ? { state } : {}),
        limit: 50,
        cursor,
      },
    }),
  );
  return (
    <Page title={t.nav.fiscalReceipts} lead={o.fiscalLead}>
      <Filter
        name="state"
        label={o.fiscalFilter}
        all={t.common.all}
        choices={[
          ['attention', o.attention] as const,
          ...fiscalReceiptStates.map((one) => [one, o.fiscalStates[one]] as const),
        ]}
      />
      <Panel title={o.fiscal}>
        <Ready of={receipts} lines={6}>
          {(items) =>
            items.length === 0 ? (
              state ? (
                <EmptyState title={o.fiscalCalm} text={state === 'attention' ? o.fiscalCalmText : ''} />
              ) : (
                <EmptyState title={o.fiscalEmpty} text={o.fiscalEmptyText} />
              )
            ) : (
              <>
                <ReceiptTable items={items} onDecide={decide} />
                <More of={receipts} />
              </>
            )
          }
        </Ready>
      </Panel>
      {deciding && <DecideDialog receipt={deciding} title={nameOf(deciding)} onClose={() => decide(null)} />}
    </Page>
  );
}

function ReceiptTable({
  items,
  onDecide,
}: {
  items: readonly FiscalReceiptDto[];
  onDecide: (receipt: FiscalReceiptDto) => void;
}) {
  const t = words.value;
  const o = officeWords();
  return (
    <Table
      caption={o.fiscal}
      rows={items}
      rowKey={(one) => one.id}
      columns={[
        {
          key: 'customer',
          title: payWords().customer,
          lead: true,
          cell: (one) => (
            <span class="two-lines">
              <AccountName id={one.account} />
              <small class="muted">{nameOf(one)}</small>
            </span>
          ),
        },
        { key: 'date', title: t.common.date, cell: (one) => <InstantText at={one.createdAt} /> },
        { key: 'state', title: t.common.state, cell: (one) => <Standing receipt={one} /> },
        { key: 'amount', title: t.common.amount, align: 'end', cell: (one) => <Money value={one.amount} /> },
        {
          key: 'act',
          title: t.common.actions,
          quietTitle: true,
          align: 'end',
          cell: (one) =>
            // What the provider never tells of is in order; a person may still enter its numbers.
            one.mayBe.length > 0 && (
              <Button
                size="small"
                kind={one.state === 'untold' ? 'quiet' : 'primary'}
                label={o.decideAbout(nameOf(one))}
                onClick={() => onDecide(one)}
              >
                {o.decide}
              </Button>
            ),
        },
      ]}
    />
  );
}

function Standing({ receipt }: { receipt: FiscalReceiptDto }) {
  const o = officeWords();
  const { fiscalDocumentNumber, fiscalStorageNumber, fiscalAttribute, decided } = receipt;
  const isSettled = decided?.decision === 'not_needed';
  return (
    <span class="two-lines">
      <span>
        <Chip tone={isSettled ? 'neutral' : receipt.overdue ? 'warning' : TONES[receipt.state]}>
          {receipt.overdue ? o.overdue : o.fiscalStates[receipt.state]}
        </Chip>
      </span>
      {fiscalDocumentNumber && (
        <small class="muted">
          {o.numbers(fiscalDocumentNumber, fiscalStorageNumber ?? '', fiscalAttribute ?? '')}
        </small>
      )}
      {receipt.reason && <small class="muted">{receipt.reason}</small>}
      {decided && (
        <small>{o.wasDecided(o.decisions[decided.decision].split(':')[0] ?? '', decided.reason)}</small>
      )}
    </span>
  );
}
