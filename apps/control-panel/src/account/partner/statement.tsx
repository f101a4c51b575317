import type { PartnershipDto, PartnerStatementDto } from '@rocket/contracts';
import { localDate, type LocalDate } from '@rocket/kernel';
import { DateText, EmptyState, Money, Table } from '@rocket/ui';
import { Ready } from '../../shell/loading';
import { Facts, Panel } from '../../shell/page';
import { partnerWords } from '../../text/partner-words';
import { words } from '../../text/words';
import { Downloads, PeriodChoice, usePeriod, type Period } from '../period-choice';
import { usePartnerStatement } from './reads';

/** Rewards and payouts of whole days: since the partnership began unless the address says otherwise. */
export function Statement({
  accountId,
  of,
  today,
}: {
  accountId: string;
  of: PartnershipDto;
  today: LocalDate;
}) {
  const w = partnerWords().statement;
  const asked = usePeriod();
  const began = of.endedContracts.at(-1)?.from ?? of.terms.at(-1)?.from;
  const period = {
    from: asked.from ?? (began === undefined ? undefined : localDate(`${began}-01`)),
    to: asked.to ?? today,
  };
  const isTurned = period.from !== undefined && period.from > period.to;
  return (
    <>
      <PeriodChoice label={w.choose} usual={period}>
        <Downloads
          path={`/accounts/${accountId}/partnership/statement`}
          period={period}
          formats={['pdf', 'xlsx', 'csv']}
          label={w.download}
          query={{ lang: words.value.language }}
        />
      </PeriodChoice>
      {!isTurned && <Lines accountId={accountId} period={period} />}
    </>
  );
}

function Lines({ accountId, period }: { accountId: string; period: Period }) {
  const w = partnerWords().statement;
  const statement = usePartnerStatement(accountId, period);
  return (
    <Ready of={statement}>
      {(value) => (
        <>
          <Facts
            items={[
              [w.opening, <Money key="opening" value={value.opening} />],
              [w.earned, <Money key="earned" value={value.turnover.earned} />],
              [w.takenBack, <Money key="back" value={value.turnover.takenBack} />],
              [w.paid, <Money key="paid" value={value.turnover.paid} />],
              [w.closing, <Money key="closing" value={value.closing} />],
            ]}
          />
          <Panel>
            {value.lines.length === 0 ? (
              <EmptyState title={w.none} text={w.noneText} />
            ) : (
              <LineTable lines={value.lines} />
            )}
          </Panel>
        </>
      )}
    </Ready>
  );
}

function LineTable({ lines }: Pick<PartnerStatementDto, 'lines'>) {
  const t = words.value.common;
  const w = partnerWords();
  return (
    <Table
      caption={w.tabs.statement}
      rows={lines}
      rowKey={(line) => String(lines.indexOf(line))}
      columns={[
        { key: 'on', title: t.date, cell: ({ on }) => <DateText date={on} /> },
        { key: 'what', title: w.statement.what, lead: true, cell: ({ what }) => what },
        {
          key: 'amount',
          title: t.amount,
          align: 'end',
          cell: ({ amount }) => <Money value={amount} signed />,
        },
        {
          key: 'after',
          title: w.statement.after,
          align: 'end',
          cell: ({ after }) => <Money value={after} />,
        },
      ]}
    />
  );
}
