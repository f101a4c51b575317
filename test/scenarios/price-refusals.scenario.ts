import { routes, type PriceChangeDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { rub, type Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
let change: PriceChangeDto;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());

async function announce(
  unitPrice: string,
  effectiveOn: string,
  period = 'P1M',
  productCode = 'chats',
): Promise<PriceChangeDto> {
  const administrator = await world.staff('administrator');
  return administrator.asks(routes.announcePriceChange, {
    params: { code: productCode },
    body: { period, unitPrice: rub(unitPrice), effectiveOn: localDate(effectiveOn) },
  });
}

const at = (customer: Customer, changeId: string) => ({ params: { id: customer.id, changeId } });
const refuses = (customer: Customer, { id } = change) =>
  customer.owner.asks(routes.refusePriceChange, at(customer, id));
const cannotRefuse = (customer: Customer, { id } = change) =>
  customer.owner.isRefused(routes.refusePriceChange, at(customer, id));
const charges = async (customer: Customer) => (await customer.journal('charge')).slice(1);

/** Connected on 1 June for 100.00 a month; on 20 June 150.00 is announced from 15 July. */
beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await world.topUp(romashka, '5000.00');
  await world.product('chats', {
    price: '100.00',
    prices: [{ period: 'P1Y', unitPrice: rub('1000.00') }],
  });
  await romashka.connects('chats');
  await world.moveTo('2027-06-20T09:00:00+03:00');
  change = await announce('150.00', '2027-07-15');
});

describe('an announced price that the account refuses (rule 24, clause 11.1.3)', () => {
  it('lets the old price go on to the first boundary on or after its date, and ends the product there', async () => {
    const answer = await refuses(romashka);
    expect(answer).toMatchObject({
      refused: true,
      cost: { amount: '150.00' },
      subscription: { nextPrice: null, endsOn: '2027-07-31', endReason: 'price_refused' },
    });
    const { items } = await romashka.forecast('2027-09-30');
    expect(items.map(({ date, charges: due }) => [date, due[0]?.amount.amount ?? null])).toEqual([
      ['2027-07-01', '100.00'],
      ['2027-08-01', null],
    ]);
    await world.moveTo('2027-07-31T23:59:00+03:00');
    expect(await romashka.stateOf('chats')).toBe('active until 2027-07-31');
    const dryRun = await world.runs('2027-08-01', true);
    expect(dryRun).toMatchObject({ charged: 0, ended: 1 });
    await world.moveTo('2027-08-01T03:00:00+03:00');
    expect(await charges(romashka)).toEqual(['2027-07-01 charge -100.00']);
    expect(await romashka.subscription('chats')).toMatchObject({
      state: 'ended',
      endReason: 'price_refused',
    });
    expect((await romashka.notices('ended'))[0]?.facts).toMatchObject({
      on: '2027-08-01',
      reason: 'price_refused',
    });
  });

  it('once or ten times is one refusal, and both it and its withdrawal are kept with who and when', async () => {
    await refuses(romashka);
    await world.moveTo('2027-06-21T10:00:00+03:00');
    expect((await refuses(romashka)).answers).toHaveLength(1);
    const withdrawn = await romashka.owner.asks(routes.withdrawRefusal, at(romashka, change.id));
    expect(withdrawn).toMatchObject({
      refused: false,
      answers: [
        { answer: 'withdrawn', act: 'explicit', at: '2027-06-21T07:00:00.000Z' },
        { answer: 'refused', act: 'explicit', at: '2027-06-20T06:00:00.000Z' },
      ],
      subscription: { nextPrice: { unitPrice: { amount: '150.00' } }, endsOn: null },
    });
    expect(withdrawn.answers[0]!.by).toMatch(/^user:/);
    await romashka.owner.asks(routes.withdrawRefusal, at(romashka, change.id));
    await world.moveTo('2027-08-01T03:00:00+03:00');
    expect(await charges(romashka)).toEqual(['2027-07-01 charge -100.00', '2027-08-01 charge -150.00']);
    await expect(world.sql('update price_change_answer set answer_at = now()')).rejects.toThrow();
    await expect(world.sql('delete from price_change_answer')).rejects.toThrow('append-only');
  });

  it('gives way to a newer offer that was not refused', async () => {
    await refuses(romashka);
    await announce('120.00', '2027-07-20');
    expect(await romashka.subscription('chats')).toMatchObject({ endsOn: null });
    await world.moveTo('2027-08-01T03:00:00+03:00');
    expect(await charges(romashka)).toEqual(['2027-07-01 charge -100.00', '2027-08-01 charge -120.00']);
  });

  it('is agreed to by switching auto-renew on again', async () => {
    await refuses(romashka);
    await romashka.changes('chats', { autoRenew: true });
    expect(await romashka.subscription('chats')).toMatchObject({ endsOn: '2027-07-31' });
    await romashka.changes('chats', { autoRenew: false });
    await romashka.changes('chats', { autoRenew: true });
    expect(await romashka.subscription('chats')).toMatchObject({ endsOn: null });
    const { items } = await romashka.owner.asks(routes.accountPriceChanges, { params: { id: romashka.id } });
    expect(items).toMatchObject([
      { id: change.id, refused: false, answers: [{ act: 'auto_renew' }, { answer: 'refused' }] },
    ]);
  });

  it('is agreed to by choosing another period, and by connecting again', async () => {
    await refuses(romashka);
    await romashka.changes('chats', { period: 'P1Y' });
    const vasilek = await world.account('ИП Василёк');
    await world.topUp(vasilek, '1000.00');
    await vasilek.connects('chats');
    await refuses(vasilek);
    await vasilek.ends('chats');
    await vasilek.connects('chats');
    const acts = await world.sql<{ act: string }>(
      `select act from price_change_answer where answer = 'withdrawn' order by answered_at`,
    );
    expect(acts.map(({ act }) => act).sort()).toEqual(['connection', 'period']);
    await world.moveTo('2027-07-20T03:00:00+03:00');
    expect(await vasilek.journal('charge')).toEqual([
      '2027-06-20 charge -100.00',
      '2027-06-20 charge -100.00',
      '2027-07-20 charge -150.00',
    ]);
  });

  it('cannot be refused once the product is used by it, nor by whom it does not concern', async () => {
    const yearly = await announce('1200.00', '2027-07-15', 'P1Y');
    expect(await cannotRefuse(romashka, yearly)).toMatchObject({
      status: 422,
      code: 'price_change_not_concerning',
    });
    const vasilek = await world.account('ИП Василёк');
    expect(await cannotRefuse(vasilek)).toMatchObject({ status: 422, code: 'price_change_not_concerning' });
    expect(await romashka.owner.isRefused(routes.refusePriceChange, at(vasilek, change.id))).toMatchObject({
      status: 404,
    });
    const unknown = '00000000-0000-7000-8000-000000000000';
    expect(await romashka.owner.isRefused(routes.refusePriceChange, at(romashka, unknown))).toMatchObject({
      status: 404,
    });
    await world.schedulerStops();
    await world.moveTo('2027-08-01T01:00:00+03:00');
    await world.schedulerWorks();
    expect(await cannotRefuse(romashka)).toMatchObject({ status: 409, code: 'price_change_in_effect' });
    await world.moveTo('2027-08-01T12:00:00+03:00');
    expect(await cannotRefuse(romashka)).toMatchObject({ status: 409, code: 'price_change_in_effect' });
  });

  it('may be refused on the customer’s behalf by support, and not by an accountant or a stranger', async () => {
    const support = await world.staff('support');
    const answer = await support.asks(routes.refusePriceChange, at(romashka, change.id));
    expect(answer.answers[0]!.by).toMatch(/^staff:/);
    const accountant = await world.staff('accountant');
    expect(await accountant.isRefused(routes.refusePriceChange, at(romashka, change.id))).toMatchObject({
      status: 403,
    });
    expect(await world.stranger.isRefused(routes.refusePriceChange, at(romashka, change.id))).toMatchObject({
      status: 401,
    });
  });

  it('ends what is suspended when the date comes, and no money makes it resume', async () => {
    const vasilek = await world.account('ИП Василёк');
    await world.topUp(vasilek, '100.00');
    await vasilek.connects('chats');
    await refuses(vasilek, await announce('170.00', '2027-07-25'));
    await world.moveTo('2027-07-24T12:00:00+03:00');
    expect(await vasilek.stateOf('chats')).toBe('suspended');
    await world.moveTo('2027-07-25T12:00:00+03:00');
    expect(await vasilek.subscription('chats')).toMatchObject({ state: 'ended', endReason: 'price_refused' });
    await world.topUp(vasilek, '1000.00');
    expect(await vasilek.journal('charge')).toEqual(['2027-06-20 charge -100.00']);
  });
});

describe('the notice of an announced price in the widget', () => {
  const noticeOf = async (customer: Customer) => {
    const { items } = await customer.owner.asks(routes.widgetNotices);
    return items.find(({ kind }) => kind === 'price_change')!;
  };

  it('lets an administrator refuse, says until when the product then works, and says so afterwards', async () => {
    const open = await noticeOf(romashka);
    const decidable = { id: change.id, refused: false, lastDayIfRefused: '2027-07-31' };
    expect(open).toMatchObject({ priceChange: decidable });
    expect(open.text).toContain('150,00');
    await romashka.owner.asks(routes.refuseInWidget, { params: { changeId: change.id } });
    expect(await noticeOf(romashka)).toMatchObject({ priceChange: { ...decidable, refused: true } });
    await world.moveTo('2027-08-01T12:00:00+03:00');
    expect((await noticeOf(romashka)).priceChange).toBeNull();
    const { items } = await romashka.owner.asks(routes.widgetNotices);
    expect(items.find(({ kind }) => kind === 'ended')?.text).toContain('вы отказались от новой цены');
  });

  it('leaves nothing to decide once the price is in effect', async () => {
    await world.moveTo('2027-08-01T12:00:00+03:00');
    expect((await noticeOf(romashka)).priceChange).toBeNull();
  });
});

describe('a change whose notice did not reach an account in time (rule 24; money-rules, Renewal)', () => {
  const keepsTheOldPrice = async () => {
    expect(await romashka.subscription('chats')).toMatchObject({ nextPrice: null, priceChange: null });
    expect(await cannotRefuse(romashka)).toMatchObject({ code: 'price_change_not_concerning' });
    await world.moveTo('2027-09-01T12:00:00+03:00');
    expect(await charges(romashka)).toEqual([
      '2027-07-01 charge -100.00',
      '2027-08-01 charge -100.00',
      '2027-09-01 charge -100.00',
    ]);
  };

  it('leaves it the old price when it was posted a day too late', async () => {
    await world.sql(`update notice set created_at = '2027-07-05T21:00:00Z' where kind = 'price_change'`);
    await keepsTheOldPrice();
  });

  it('leaves it the old price when no notice was ever posted', async () => {
    await world.sql(`delete from notice where kind = 'price_change'`);
    await keepsTheOldPrice();
  });

  it('applies when it was posted exactly ten calendar days ahead', async () => {
    await world.sql(`update notice set created_at = '2027-07-05T20:59:59Z' where kind = 'price_change'`);
    await world.moveTo('2027-08-01T12:00:00+03:00');
    expect((await charges(romashka)).at(-1)).toBe('2027-08-01 charge -150.00');
  });
});
