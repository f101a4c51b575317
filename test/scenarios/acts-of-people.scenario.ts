import { routes, type AuditEventDto } from '@rocket/contracts';
import { rub, type Customer } from '../kit/customer';
import { SELLER, World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  await world.product('chats', { price: '100.00' });
  romashka = await world.account('ООО «Ромашка»');
});

const audit = async (query: Record<string, unknown> = {}): Promise<AuditEventDto[]> => {
  const administrator = await world.staff('administrator');
  return (await administrator.asks(routes.audit, { query: { account: romashka.id, ...query } as never }))
    .items;
};

describe('who did what (rule 31)', () => {
  it('an act of staff is written down: who, in which role, from where, which fields, with the reason', async () => {
    const support = await world.staff('support');
    await support.sends('POST', `/accounts/${romashka.id}/bonus-grants`, {
      key: 'k1',
      headers: { 'user-agent': 'Firefox on a desk' },
      body: { amount: rub('30.00'), ground: 'support', reason: 'Извинились за простой' },
    });
    const [grant] = await audit({ action: 'grantBonus' });
    expect(grant).toMatchObject({
      actorName: 'Поддержка',
      role: 'support',
      action: 'grantBonus',
      account: { id: romashka.id, name: 'ООО «Ромашка»' },
      fields: ['amount', 'ground', 'reason'],
      told: { amount: '30.00 RUB', ground: 'support' },
      reason: 'Извинились за простой',
      address: '127.0.0.1',
      device: 'Firefox on a desk',
      via: 'token',
      result: 'done',
      code: null,
    });
    expect(grant!.at).toBe((await world.now()).toISOString());
  });

  it('one that is refused is written down with its code, wherever it was stopped', async () => {
    const support = await world.staff('support');
    const params = { id: romashka.id };
    await support.isRefused(routes.adjustBalance, { params, body: {} as never });
    await support.isRefused(routes.grantBonus, { params, body: { amount: rub('-1.00') } as never });
    await romashka.cannotConnect('chats');
    await romashka.owner.isRefused(routes.suspendAccount, { params, body: { ground: 'abuse', reason: 'x' } });
    const refused = await audit({ result: 'refused' });
    expect(refused.map(({ action, role, code }) => [action, role, code]).sort()).toEqual([
      ['adjustBalance', 'support', 'forbidden'],
      ['connectProduct', 'owner', 'insufficient_balance'],
      ['grantBonus', 'support', 'validation_failed'],
      ['suspendAccount', 'owner', 'forbidden'],
    ]);
  });

  it('an act and what it changed are one: what was undone by a fault leaves no act that was done', async () => {
    const support = await world.staff('support');
    await world.sql(
      `create function break_grants() returns trigger language plpgsql as $$ begin raise exception 'fault'; end $$`,
    );
    await world.sql(
      'create trigger break_grants before insert on bonus_grant for each row execute function break_grants()',
    );
    try {
      const answer = await support.sends('POST', `/accounts/${romashka.id}/bonus-grants`, {
        key: 'k2',
        body: { amount: rub('30.00'), ground: 'support', reason: 'Подарок' },
      });
      expect(answer.status).toBe(500);
    } finally {
      await world.sql('drop function break_grants cascade');
    }
    expect((await audit({ action: 'grantBonus' })).map(({ result, code }) => [result, code])).toEqual([
      ['failed', 'internal_error'],
    ]);
    // The other way round: what cannot be written down is not done.
    await world.sql(
      `create function break_acts() returns trigger language plpgsql as $$ begin raise exception 'fault'; end $$`,
    );
    await world.sql(
      'create trigger break_acts before insert on audit_event for each row execute function break_acts()',
    );
    try {
      const answer = await support.sends('POST', `/accounts/${romashka.id}/bonus-grants`, {
        key: 'k3',
        body: { amount: rub('30.00'), ground: 'support', reason: 'Подарок' },
      });
      expect(answer.status).toBe(500);
    } finally {
      await world.sql('drop function break_acts cascade');
    }
    expect(await world.sql('select * from bonus_grant')).toEqual([]);
  });

  it('asked again by the same key it is one act, and an act without an account in its path names the account it changed', async () => {
    await world.topUp(romashka, '1000.00');
    const support = await world.staff('support');
    const body = { amount: rub('30.00'), ground: 'support', reason: 'Подарок' };
    for (let time = 0; time < 3; time += 1)
      await support.sends('POST', `/accounts/${romashka.id}/bonus-grants`, { key: 'same', body });
    expect(await audit({ action: 'grantBonus' })).toHaveLength(1);
    await romashka.connects('chats');
    await romashka.changes('chats', { quantity: 2 });
    expect(await audit({ action: 'changeSubscription' })).toMatchObject([
      { role: 'owner', account: { id: romashka.id }, told: { quantity: 2 } },
    ]);
    expect(await audit({ action: 'allocateReceipt' })).toMatchObject([
      { role: 'account_manager', account: { id: romashka.id }, reason: 'Клиент подтвердил письмом' },
    ]);
  });

  it('a bonus above the limit is asked for, and the one who decides is written down beside the one who asked', async () => {
    const support = await world.staff('support');
    const { body } = await support.sends('POST', `/accounts/${romashka.id}/bonus-grants`, {
      key: 'big',
      body: { amount: rub('20000.00'), ground: 'support', reason: 'Крупный подарок' },
    });
    const { id } = body['approval'] as { id: string };
    const administrator = await world.staff('administrator');
    await administrator.asks(routes.decideApproval, { params: { id }, body: { decision: 'approve' } });
    expect((await audit()).map(({ action, result, told }) => [action, result, told['decision']])).toEqual([
      ['decideApproval', 'done', 'approve'],
      ['grantBonus', 'asked', undefined],
    ]);
  });

  it('no name, no address and no secret of a body is kept', async () => {
    await romashka.givesRequisites({ legalName: 'ООО «Тайна»', emails: ['secret@romashka.example'] });
    const [act] = await audit({ action: 'setProfile' });
    expect(act!.fields).toContain('legalName');
    const [kept] = await world.sql<{ text: string }>(
      'select string_agg(e::text, chr(10)) as text from audit_event e',
    );
    expect(kept!.text).not.toContain('Тайна');
    expect(kept!.text).not.toContain('secret@romashka.example');
  });

  it('an act on a catalogue names the seller and the product, and one on an account the product', async () => {
    const administrator = await world.staff('administrator');
    const params = { code: 'chats' };
    await administrator.asks(routes.changeProduct, { params, body: { english: { name: 'Chats' } } });
    await administrator.isRefused(routes.publishOfferVersion, {
      params: { code: SELLER },
      body: { title: 'Оферта' } as never,
    });
    await administrator.isRefused(routes.publishOfferVersion, {
      params: { code: 'nobody' },
      body: {} as never,
    });
    await administrator.isRefused(routes.createProduct, { body: { code: 'x', seller: SELLER } as never });
    await romashka.cannotConnect('chats');
    const { items } = await administrator.asks(routes.audit, { query: { limit: 5 } });
    expect(items.map(({ action, seller, product }) => [action, seller, product])).toEqual([
      ['connectProduct', null, 'Продукт chats'],
      ['createProduct', 'Rocket Sales', null],
      ['publishOfferVersion', null, null],
      ['publishOfferVersion', 'Rocket Sales', null],
      ['changeProduct', 'Rocket Sales', 'Продукт chats'],
    ]);
  });

  it('the journal cannot be rewritten, and only an administrator reads it', async () => {
    await romashka.givesRequisites();
    await expect(world.sql('update audit_event set actor = $1', ['x'])).rejects.toThrow('append-only');
    await expect(world.sql('delete from audit_event')).rejects.toThrow('append-only');
    for (const role of ['support', 'account_manager', 'accountant'] as const)
      expect(await (await world.staff(role)).isRefused(routes.audit)).toMatchObject({ code: 'forbidden' });
    expect(await romashka.owner.isRefused(routes.audit)).toMatchObject({ code: 'forbidden' });
  });

  it('is read page by page, by person and by day, and as a file that no spreadsheet takes for a formula', async () => {
    const support = await world.staff('support');
    for (const reason of ['=cmd()', 'Второй', 'Третий'])
      await support.asks(routes.grantBonus, {
        params: { id: romashka.id },
        body: { amount: rub('1.00'), ground: 'support', reason },
      });
    const administrator = await world.staff('administrator');
    const page = (cursor?: string) =>
      administrator.asks(routes.audit, { query: { account: romashka.id, limit: 2, cursor } as never });
    const first = await page();
    const second = await page(first.nextCursor!);
    expect([...first.items, ...second.items].map(({ reason }) => reason)).toEqual([
      'Третий',
      'Второй',
      '=cmd()',
    ]);
    expect(second.nextCursor).toBeNull();
    const { actor } = first.items[0]!;
    expect(await audit({ actor })).toHaveLength(3);
    expect(await audit({ from: '2027-06-02' })).toEqual([]);
    expect(await audit({ from: '2027-06-01', to: '2027-06-01' })).toHaveLength(3);
    const csv = (await administrator.downloads(`/audit?format=csv&account=${romashka.id}`)).toString('utf8');
    // In the words of the screen, in the language of the reader.
    const [heads, row] = csv.split('\r\n');
    expect(heads).toContain('Действие');
    expect(row).toMatch(
      /^"\d{2}\.\d{2}\.\d{4}, \d{2}:00:00";Поддержка;Поддержка;Начисление бонуса;.*Выполнено;.*сумма: 1,00\u00a0₽, основание: решение поддержки/,
    );
    expect(csv).not.toMatch(/grantBonus|support|session|done/);
    const english = (
      await administrator.downloads(`/audit?format=csv&lang=en&account=${romashka.id}`)
    ).toString('utf8');
    expect(english).toMatch(/Support;Granting a bonus;.*Done;.*amount: ₽1\.00, ground: decision of support/);
    expect(csv).not.toMatch(/(^|;)=cmd/m);
  });

  it('what staff do for a customer, the customer sees too: who, in which role and what, without their notes', async () => {
    await world.topUp(romashka, '1000.00');
    const support = await world.staff('support');
    await support.asks(routes.connectProduct, {
      params: { id: romashka.id },
      body: { productCode: 'chats', quantity: 1, period: 'P1M' },
    });
    const { items } = await romashka.owner.asks(routes.actsForCustomer, { params: { id: romashka.id } });
    expect(items[0]).toEqual({
      id: expect.any(String),
      at: (await world.now()).toISOString(),
      actorName: 'Поддержка',
      role: 'support',
      action: 'connectProduct',
      told: { productCode: 'chats', quantity: 1, period: 'P1M' },
      result: 'done',
    });
    const vector = await world.account('Вектор');
    expect(
      await vector.owner.isRefused(routes.actsForCustomer, { params: { id: romashka.id } }),
    ).toMatchObject({
      code: 'not_found',
    });
  });
});
