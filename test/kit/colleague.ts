import { createHash, randomUUID } from 'node:crypto';
import type { Customer } from './customer';
import type { Person } from './person';
import type { World } from './world';

/**
 * Another person of a customer's account, who looks on until given more. They come in as amoCRM would list them, and with a token:
 * where no amoCRM is played there is no door by which a second one could come.
 */
export async function colleagueOf(
  world: World,
  customer: Customer,
  name: string,
): Promise<{ id: string; person: Person }> {
  const id = randomUUID();
  const secret = `rmu_${randomUUID()}`;
  const amocrmUser = 700_000_000 + Math.floor(Math.random() * 90_000_000);
  await world.sql(
    `insert into account_user (account_id, id, amocrm_user_id, name, is_admin, is_free, amo_active, level, first_seen_at)
     values ($1, $2, $3, $4, false, false, true, 'viewer', now())`,
    [customer.id, id, amocrmUser, name],
  );
  await world.sql(
    `insert into api_token (hash, kind, account_id, user_id, created_at) values ($1, 'user', $2, $3, now())`,
    [createHash('sha256').update(secret).digest(), customer.id, id],
  );
  return { id, person: world.bearer(secret) };
}
