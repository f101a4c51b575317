import { routes, type EntryDto } from '@rocket/contracts';
import { onDatabase } from '../kit/clone-database';
import type { Customer } from '../kit/customer';
import type { World } from '../kit/world';
import { expectReportsToAgree } from './report-law';
import { NOTHING_IS_LEFT_DUE, ROW_LAWS, type RowLaw } from './row-laws';

type Count = (law: string) => void;

/** @throws Error that names the law and the first rows that break it */
export async function expectLawsToHold(
  world: World,
  customers: readonly Customer[],
  count: Count = () => undefined,
): Promise<void> {
  // What was committed meanwhile is sealed by the time the clock has moved.
  await world.moveTo(new Date((await world.now()).getTime() + 60_000).toISOString());
  const accountant = await world.staff('accountant');
  const { broken } = await accountant.asks(routes.verifyLedger);
  count('the books verify: caches are what the entries say, and the chain fits');
  if (broken.length > 0) throw new Error(`The books do not verify: ${JSON.stringify(broken)}`);
  await expectRowsToKeep(world, ROW_LAWS, count);
  await expectReportsToAgree(world, count);
  for (const customer of customers) await expectBalancesOfThePast(world, customer, count);
}

/** @throws Error when the clock halts with something due that the schedule has not done */
export const expectNothingLeftDue = (world: World, count: Count): Promise<void> =>
  expectRowsToKeep(world, [NOTHING_IS_LEFT_DUE], count);

export async function expectRowsToKeep(world: World, laws: readonly RowLaw[], count: Count): Promise<void> {
  await onDatabase(world.databaseUrl, async (db) => {
    for (const { law, broken } of laws) {
      const { rows } = await db.query(broken);
      count(law);
      if (rows.length > 0) throw new Error(`Broken: ${law}: ${JSON.stringify(rows.slice(0, 3))}`);
    }
  });
}

/** A balance of any instant is the one after the last entry of that instant, but for grants that had ended by then. */
async function expectBalancesOfThePast(world: World, customer: Customer, count: Count): Promise<void> {
  const now = (await world.now()).toISOString();
  const [today, asOfNow] = [await customer.balance(), await customer.balance(now)];
  if (today !== asOfNow) throw new Error(`The balance is ${today}, as of now it is ${asOfNow}`);
  const ends = await world.sql<{ expires_at: Date }>(
    'select expires_at from bonus_grant where account_id = $1 and expires_at is not null',
    [customer.id],
  );
  const last = new Map<string, EntryDto>();
  for (const entry of await customer.entries()) last.set(entry.occurredAt, entry);
  for (const [instant, { balanceAfter }] of last) {
    const balance = { params: { id: customer.id }, query: { asOf: instant } };
    const stood = await customer.owner.asks(routes.balance, balance);
    count('the balance of a past instant is the one after its last entry');
    const hadEnded = ends.some(({ expires_at: end }) => end <= new Date(instant));
    const differs =
      stood.money.amount !== balanceAfter.money.amount ||
      (!hadEnded && stood.bonus.amount !== balanceAfter.bonus.amount);
    if (differs) {
      const [said, kept] = [JSON.stringify(stood), JSON.stringify(balanceAfter)];
      throw new Error(`As of ${instant} there were ${said}, and ${kept} after its last entry`);
    }
  }
}
