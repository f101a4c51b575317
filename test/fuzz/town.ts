import { routes, type StaffRole } from '@rocket/contracts';
import { bankFile } from '../kit/bank-file';
import { rub, type Customer } from '../kit/customer';
import { ProductProgram } from '../kit/product-program';
import type { Person } from '../kit/person';
import type { World } from '../kit/world';

const ROLES: readonly StaffRole[] = ['support', 'account_manager', 'accountant', 'administrator'];
/** Stands in what belongs to the one and may stand in no answer to the other. */
export const MARKS = ['Заповедная', 'zapovednaya', '500100732259'] as const;

/** Two customers of one seller: one that has everything there is, and one that has nothing and is curious. */
export interface Town {
  readonly rich: Customer;
  readonly curious: Customer;
  readonly people: Readonly<Record<StaffRole | 'owner' | 'curious' | 'product' | 'nobody', Person>>;
  /** Ids of what the rich one has, by what the paths of doors call it before them. */
  readonly ids: Readonly<Record<string, string>>;
}

export async function buildTown(world: World): Promise<Town> {
  await world.begin('2027-03-01T10:00:00+03:00');
  await world.product('chats', {
    price: '100.00',
    name: 'Чаты',
    limits: [{ unit: 'message', included: 10, per: 'P1M', over: 'warn' }],
  });
  await world.product('calls', { price: '10.00', name: 'Звонки' });
  const rich = await world.account(`ООО «${MARKS[0]}»`);
  const curious = await world.account('ООО «Любопытная»');
  await rich.givesRequisites({ legalName: `ООО «${MARKS[0]}»`, emails: [`${MARKS[1]}@example.org`] });
  await curious.givesRequisites();
  await world.topUp(rich, '60000.00');
  await rich.connects('chats');
  await world.grants(rich, '50.00', { reason: `Отзыв ${MARKS[0]}` });
  const invoice = await rich.invoices('7000.00');
  const [[entry], [grant], [paper], [subscription]] = await Promise.all([
    rich.entries(),
    rich.grants(),
    rich.documents('upd'),
    rich.subscriptions(),
  ]);
  const params = { id: rich.id };
  const { items: notices } = await rich.owner.asks(routes.notices, { params });
  const statement = await world.importsStatement(
    bankFile([
      await world.payment({
        amount: '77.00',
        payer: { name: `ООО «${MARKS[0]}»`, inn: MARKS[2] },
        purpose: 'За услуги',
      }),
    ]),
  );
  const administrator = await world.staff('administrator');
  const run = await world.runs(await world.today());
  const { approval } = (await (
    await world.staff('support')
  ).asks(routes.grantBonus, {
    params,
    body: { amount: rub('20000.00'), ground: 'support', reason: 'Сбой' },
  })) as unknown as { approval: { id: string } };
  const { items: users } = await rich.owner.asks(routes.accountUsers, { params });
  const ids: Record<string, string | undefined> = {
    accounts: rich.id,
    entries: entry?.id,
    'bonus-grants': grant?.id,
    documents: paper?.id,
    subscriptions: subscription?.id,
    invoices: invoice.id,
    notices: notices[0]?.id,
    receipts: statement.lines[0]?.receipt.id,
    'bank-statements': statement.id,
    'renewal-runs': run.id,
    approvals: approval.id,
    users: users[0]?.id,
    products: 'chats',
    sellers: rich.account.seller,
    reports: 'receipts',
    registers: 'sales',
  };
  return {
    rich,
    curious,
    people: {
      ...(Object.fromEntries(
        await Promise.all(ROLES.map(async (role) => [role, await world.staff(role)] as const)),
      ) as Record<StaffRole, Person>),
      administrator,
      owner: rich.owner,
      curious: curious.owner,
      product: (await ProductProgram.of(world, 'calls')).caller,
      nobody: world.stranger,
    },
    ids: Object.fromEntries(
      Object.entries(ids).map(([what, id]) => {
        if (id === undefined) throw new Error(`The town has no ${what}`);
        return [what, id];
      }),
    ),
  };
}

/** The path of a door with ids of what the rich customer has; of what it has not, an id that names nothing. */
export function pathOf(path: string, ids: Town['ids']): string {
  return path.replaceAll(/([\w-]+)\/:(\w+)/g, (_, before: string) => {
    return `${before}/${encodeURIComponent(ids[before] ?? '018f0000-0000-7000-8000-000000000000')}`;
  });
}
