import { addDays, instantOf } from '@rocket/kernel';
import { passDays } from './product-acts';
import { MOSCOW, type Actor, type Stage } from './stage';

/** Long enough for every period to be renewed once, and some often. */
const DAYS = 40;

/** The forecast says what the clock then does: nobody touches anything for some weeks, and every charge comes as foretold. */
export async function expectForecastToCome(stage: Stage): Promise<void> {
  const ends = addDays(stage.today(), DAYS);
  const leaving = await stage.world.sql<{ account_id: string }>(
    'select account_id from termination where done_at is null',
  );
  const said = [];
  for (const actor of stage.actors) {
    if (leaving.some(({ account_id: id }) => id === actor.customer.id)) continue;
    said.push({ actor, charges: await foretold(stage, actor, ends), known: await chargesOf(actor) });
  }
  // Noon of the day after, in the westernmost zone too.
  await passDays(stage, instantOf(addDays(ends, 1), MOSCOW, 12));
  for (const { actor, charges, known } of said) {
    const came = (await chargesOf(actor)).slice(known.length).filter((charge) => charge.slice(0, 10) <= ends);
    stage.count('the forecast came as foretold');
    if (JSON.stringify(came) !== JSON.stringify(charges))
      throw new Error(
        `For ${actor.customer.account.name} was foretold ${JSON.stringify(charges)}, came ${JSON.stringify(came)}`,
      );
  }
}

async function foretold(stage: Stage, { customer }: Actor, until: string): Promise<string[]> {
  const { items } = await customer.forecast(until);
  return items.flatMap(({ date, charges }) =>
    charges
      .filter(({ amount }) => amount.amount !== '0.00')
      .map(({ productCode, money, bonus, periodStart, periodEnd }) =>
        [date, productCode, periodStart, periodEnd, money.amount, bonus.amount].join(' '),
      ),
  );
}

async function chargesOf({ customer }: Actor): Promise<string[]> {
  return (await customer.entries('charge')).flatMap(({ businessDate, subject, money, bonus }) =>
    subject?.type === 'subscription'
      ? [
          [
            businessDate,
            subject.productCode,
            subject.periodStart,
            subject.periodEnd,
            money.amount.replace('-', ''),
            bonus.amount.replace('-', ''),
          ].join(' '),
        ]
      : [],
  );
}
