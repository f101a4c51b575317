import { routes, type ReportDto, type ReportName } from '@rocket/contracts';
import { localDate, parseMinor, printMinor } from '@rocket/kernel';
import type { World } from '../kit/world';

/** Longer than any history, by months: every report has many lines to add up. */
const EVER = { from: localDate('2026-01-01'), to: localDate('2029-12-31') };

/** What each column of money has to come to, in each currency, straight from postings. */
const BOOKED: readonly { report: ReportName; column: string; account: string; sign: bigint }[] = [
  { report: 'charges', column: 'netMoney', account: 'revenue', sign: 1n },
  { report: 'charges', column: 'netBonus', account: 'bonus_redeemed', sign: 1n },
  { report: 'bonus', column: 'outstanding', account: 'customer_bonus', sign: 1n },
  { report: 'unassigned', column: 'rest', account: 'unallocated', sign: 1n },
  { report: 'receipts', column: 'net', account: 'world', sign: -1n },
];

/** Postings to an account of the chart less those from it; beyond our bank account and shops is the world. */
const BALANCES = `
  with moved as (
    select b.code, p.to_account::text as place, p.amount from posting p
      join (select id, seller_code as code from account union all select book_id, code from seller) b on b.id = p.account_id
    union all
    select b.code, p.from_account::text, -p.amount from posting p
      join (select id, seller_code as code from account union all select book_id, code from seller) b on b.id = p.account_id)
  select s.currency, case when place in ('bank', 'robokassa', 'yookassa') then 'world' else place end as place, sum(amount)::text as amount
    from moved m join seller s on s.code = m.code group by 1, 2`;

/** How many products are paid for right now, by the state of subscriptions and not by their charges. */
const PAYING = `
  select count(*)::int as n from subscription s
   where s.state = 'active'
     and exists (select from charge c where c.account_id = s.account_id and c.subscription_id = s.id
                    and c.cost > 0 and c.period_start = s.period_start and c.plan_no = s.plan_no)`;

/** @throws Error when a report does not come to what the books hold */
export async function expectReportsToAgree(world: World, count: (law: string) => void): Promise<void> {
  const administrator = await world.staff('administrator');
  const read = (name: ReportName): Promise<ReportDto> =>
    administrator.asks(routes.report, {
      params: { name },
      query: { ...EVER, by: 'month', lang: 'ru', format: 'json' },
    });
  const balances = await world.sql<{ currency: string; place: string; amount: string }>(BALANCES);
  for (const { report, column, account, sign } of BOOKED) {
    const told = await read(report);
    const at = told.columns.findIndex(({ key }) => key === column);
    for (const currency of ['RUB', 'KZT'] as const) {
      const part = told.parts.find((each) => each.currency === currency);
      const said = part?.totals?.[at] ?? '0.00';
      const of = balances.find((each) => each.currency === currency && each.place === account);
      const kept = printMinor(sign * BigInt(of?.amount ?? 0));
      count(`the report of ${report} comes to what the books hold`);
      if (said !== kept)
        throw new Error(`${report}: ${column} is ${String(said)} ${currency}, the books hold ${kept}`);
      const total = sumOf(part?.rows ?? [], at);
      // What is left is not added up over months.
      if (column !== 'outstanding' && printMinor(total) !== said)
        throw new Error(
          `${report}: the lines of ${column} make ${printMinor(total)}, the total says ${String(said)}`,
        );
    }
  }
  await expectChurnToAgree(world, await read('churn'), count);
}

const sumOf = (rows: ReportDto['parts'][number]['rows'], at: number): bigint =>
  rows.reduce((sum, row) => sum + parseMinor(String(row[at])), 0n);

async function expectChurnToAgree(
  world: World,
  told: ReportDto,
  count: (law: string) => void,
): Promise<void> {
  const at = told.columns.findIndex(({ key }) => key === 'closing');
  const said = told.parts[0]?.totals?.[at] ?? 0;
  const [paying] = await world.sql<{ n: number }>(PAYING);
  count('churn ends with the products that are paid for now');
  if (said !== paying!.n)
    throw new Error(
      `churn ends with ${String(said)}, ${paying!.n} are paid for: ${JSON.stringify(told.parts)}`,
    );
}
