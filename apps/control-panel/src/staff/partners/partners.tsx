import type { PartnerRowDto } from '@rocket/contracts';
import { Chip, EmptyState, Money, Table, writeCount, writeDate } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { chosen, Filter } from '../../account/filter';
import { usePartners } from '../../account/partner/reads';
import { More, Ready } from '../../shell/loading';
import { Page, Panel } from '../../shell/page';
import { partnerWords } from '../../text/partner-words';
import { words } from '../../text/words';
import type { StaffScreen } from '../staff-screens';

/** Partners of all sellers, the newest first, and what is still to be paid to each. */
export default function Partners(_: StaffScreen) {
  const w = partnerWords();
  const only = chosen(useLocation().query['only'], ['due'] as const);
  const partners = usePartners(only);
  return (
    <Page title={w.desk} lead={w.deskLead}>
      <Filter name="only" label={w.columns.due} all={words.value.common.all} choices={[['due', w.onlyDue]]} />
      <Panel>
        <Ready of={partners}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState
                title={only ? w.nothingDue : w.deskEmpty}
                text={only ? w.nothingDueText : w.deskEmptyText}
              />
            ) : (
              <>
                <PartnerTable rows={rows} />
                <More of={partners} />
              </>
            )
          }
        </Ready>
      </Panel>
    </Page>
  );
}

function PartnerTable({ rows }: { rows: readonly PartnerRowDto[] }) {
  const w = partnerWords();
  const { language } = words.value;
  return (
    <Table
      roomy
      caption={w.desk}
      rows={rows}
      rowKey={({ account }) => account.id}
      columns={[
        {
          key: 'partner',
          title: w.columns.partner,
          lead: true,
          cell: ({ account }) => (
            <span class="two-lines">
              <a href={`/partners/${account.id}`}>{account.name}</a>
              <small class="muted">{account.seller}</small>
            </span>
          ),
        },
        {
          key: 'contract',
          title: w.columns.contract,
          cell: ({ number, endsOn }) => (
            <span class="with-chip">
              {w.number(number)}
              {endsOn && <Chip tone="warning">{w.endedOn(writeDate(endsOn))}</Chip>}
            </span>
          ),
        },
        { key: 'code', title: w.code, cell: ({ code }) => <code>{code}</code> },
        {
          key: 'customers',
          title: w.columns.customers,
          align: 'end',
          cell: ({ customers }) => writeCount(language, customers),
        },
        { key: 'earned', title: w.columns.earned, align: 'end', cell: (one) => <Money value={one.earned} /> },
        { key: 'due', title: w.columns.due, align: 'end', cell: (one) => <Money value={one.due} /> },
      ]}
    />
  );
}
