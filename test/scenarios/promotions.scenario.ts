import { routes, type CreatePromotionDto, type PromotionDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { rub, type Customer } from '../kit/customer';
import { World } from '../kit/world';
import { expectLawsToHold } from '../simulation/laws';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await world.product('chats', { price: '300.00' });
});
afterEach(() => expectLawsToHold(world, [romashka]));

type Dates = 'opensOn' | 'closesOn' | 'untilOn';
type Wish = Partial<Omit<CreatePromotionDto, Dates> & Record<Dates, string>>;
/** June: two weeks free for everybody who connects, unless it is said otherwise. */
const june = ({ opensOn = '2027-06-01', closesOn = '2027-06-30', untilOn, ...more }: Wish = {}) => ({
  name: 'Лето',
  productCodes: ['chats'],
  opensOn: localDate(opensOn),
  closesOn: localDate(closesOn),
  audience: 'everyone' as const,
  ...(untilOn === undefined ? { days: 14 } : { untilOn: localDate(untilOn) }),
  ...more,
});
const runs = async (more: Wish = {}): Promise<PromotionDto> => {
  const administrator = await world.staff('administrator');
  return administrator.asks(routes.createPromotion, { body: june(more) });
};
const quoted = (customer: Customer, productCode: string, quantity = 1) =>
  customer.owner.asks(routes.connectQuote, {
    params: { id: customer.id },
    query: { productCode, quantity, period: 'P1M' },
  });
const promised = async (customer: Customer) =>
  (await customer.owner.asks(routes.promisedTerms, { params: { id: customer.id } })).items;

it('whoever connects within its days has the product free, once; the ordinary renewal follows (rule 8; 3.12)', async () => {
  const promotion = await runs();
  expect(promotion).toMatchObject({ state: 'open', accounts: 0, products: [{ code: 'chats' }] });
  expect(await promised(romashka)).toEqual([
    { productCode: 'chats', name: 'Лето', quantity: null, from: '2027-06-01', until: '2027-06-14' },
  ]);
  const free = { promotion: 'Лето', from: '2027-06-01', until: '2027-06-14', begun: true };
  expect(await quoted(romashka, 'chats', 4)).toMatchObject({
    chargedNow: rub('0.00'),
    nextChargeOn: '2027-06-15',
    nextCharge: rub('1200.00'),
    free,
  });
  expect(await romashka.connects('chats', { quantity: 4 })).toMatchObject({ state: 'active', free });
  expect(await romashka.notices('access_granted')).toMatchObject([
    { facts: { promotion: 'Лето', from: '2027-06-01', untilOn: '2027-06-14' } },
  ]);
  expect(await promised(romashka)).toEqual([]);

  // Leaving and coming back gives nothing more; what is there costs what it costs.
  await romashka.ends('chats');
  expect(await promised(romashka)).toEqual([]);
  expect(await romashka.cannotConnect('chats')).toMatchObject({ code: 'insufficient_balance' });
  expect([await romashka.balance(), await romashka.journal()]).toEqual(['0.00', []]);

  const vasilek = await world.account('ООО «Василёк»');
  await world.topUp(vasilek, '1000.00');
  await vasilek.connects('chats');
  await world.moveTo('2027-06-15T09:00:00+03:00');
  expect(await vasilek.journal('charge')).toEqual(['2027-06-15 charge -300.00']);

  const support = await world.staff('support');
  const { items } = await support.asks(routes.promotions);
  expect(items).toMatchObject([{ id: promotion.id, accounts: 2 }]);
  const given = await support.asks(routes.accessGrants, { params: { id: vasilek.id } });
  expect(given.items).toMatchObject([{ promotion: { id: promotion.id, name: 'Лето' }, state: 'over' }]);
  const again = `insert into access_grant (account_id, id, product_code, quantity, days, reason, granted_by, granted_at, promotion_id)
    select account_id, gen_random_uuid(), product_code, quantity, days, reason, granted_by, granted_at, promotion_id
      from access_grant where account_id = $1`;
  await expect(world.sql(again, [vasilek.id])).rejects.toThrow(/access_grant_once_by_promotion/);
});

it('the trial runs first and the free term follows it; nothing of it outlives the contract (2.4.2, 6.7)', async () => {
  await world.product('reports', { price: '300.00', trialDays: 10 });
  await runs({ productCodes: ['chats', 'reports'] });
  expect(await quoted(romashka, 'reports')).toMatchObject({
    trialEndsOn: '2027-06-11',
    free: { from: '2027-06-12', until: '2027-06-25', begun: false, promotion: 'Лето' },
    nextChargeOn: '2027-06-26',
    nextCharge: rub('300.00'),
  });
  await romashka.connects('reports');
  await romashka.connects('chats');
  await world.moveTo('2027-06-12T09:00:00+03:00');
  expect(await romashka.stateOf('reports')).toBe('active until 2027-06-25');
  await romashka.owner.asks(routes.terminateAccount, {
    params: { id: romashka.id },
    body: { reason: 'Закрываемся', initiator: 'customer' },
  });
  await world.moveTo('2027-06-22T09:00:00+03:00');
  expect([await romashka.stateOf('reports'), await promised(romashka)]).toEqual(['ended', []]);
  expect(await romashka.journal()).toEqual([]);
});

it('units above its bound are paid for by the days, and are never left out in silence', async () => {
  await runs({ mostUnits: 2, days: 15 });
  // One of three units, fifteen days of the thirty of June.
  expect(await romashka.cannotConnect('chats', { quantity: 3 })).toMatchObject({
    code: 'insufficient_balance',
    required: rub('150.00'),
    available: rub('0.00'),
  });
  await world.topUp(romashka, '150.00');
  expect(await quoted(romashka, 'chats', 3)).toMatchObject({
    chargedNow: rub('150.00'),
    free: { quantity: 2 },
  });
  await romashka.connects('chats', { quantity: 3, autoRenew: false });
  expect(await romashka.journal('charge')).toEqual(['2027-06-01 charge -150.00']);
  expect(await romashka.subscription('chats')).toMatchObject({ quantity: 3, paidUntil: '2027-06-15' });
});

it('of two promotions of a product one gives, as the preview said; one that is ended gives no more and takes nothing back', async () => {
  const administrator = await world.staff('administrator');
  const short = await runs();
  const asked = june({ name: 'До середины', untilOn: '2027-07-05' });
  const preview = await administrator.asks(routes.previewPromotion, { body: asked });
  expect(preview).toMatchObject({
    products: [
      {
        code: 'chats',
        first: { connectedOn: '2027-06-01', from: '2027-06-01', until: '2027-07-05' },
        last: { connectedOn: '2027-06-30', until: '2027-07-05' },
        connected: 0,
      },
    ],
    overlaps: [{ promotion: { id: short.id }, from: '2027-06-01', to: '2027-06-30', gives: 'both' }],
  });
  expect((await administrator.asks(routes.promotions)).items).toHaveLength(1);
  const long = await administrator.asks(routes.createPromotion, { body: asked });
  expect(await romashka.connects('chats')).toMatchObject({
    free: { promotion: 'До середины', until: '2027-07-05' },
  });
  expect(await administrator.asks(routes.endPromotion, { params: { id: long.id } })).toMatchObject({
    state: 'ended',
    accounts: 1,
  });
  expect(await administrator.isRefused(routes.endPromotion, { params: { id: long.id } })).toMatchObject({
    code: 'promotion_over',
  });
  expect(await romashka.stateOf('chats')).toBe('active until 2027-07-05');
  const late = await world.account('ООО «Поздний»');
  expect(await promised(late)).toMatchObject([{ name: 'Лето' }]);
});

it('newcomers are who had connected nothing before it; what is wished wrongly is refused by its field', async () => {
  await world.product('reports', { price: '300.00' });
  await world.topUp(romashka, '1000.00');
  await romashka.connects('reports');
  await world.moveTo('2027-06-02T09:00:00+03:00');
  await runs({ audience: 'newcomers', opensOn: '2027-06-02' });
  expect(await promised(romashka)).toEqual([]);
  expect(await promised(await world.account('ООО «Новый»'))).toMatchObject([{ productCode: 'chats' }]);

  const administrator = await world.staff('administrator');
  const fieldOf = async (wish: Wish) => {
    const body = june({ opensOn: '2027-06-02', ...wish });
    const { code, errors } = await administrator.isRefused(routes.createPromotion, { body });
    return [code, errors?.[0]?.path];
  };
  expect(await fieldOf({ opensOn: '2027-06-01' })).toEqual(['valid_from_in_the_past', 'opensOn']);
  expect(await fieldOf({ closesOn: '2027-06-01' })).toEqual(['validation_failed', 'closesOn']);
  expect(await fieldOf({ untilOn: '2027-06-20' })).toEqual(['validation_failed', 'untilOn']);
  const limits = [{ unit: 'audit', included: 5, per: 'period' as const, over: 'refuse' as const }];
  await world.product('audits', { price: '3000.00', period: 'P21D', limits, isPackage: true });
  expect(await fieldOf({ productCodes: ['chats', 'audits'] })).toEqual(['package_is_fixed', 'productCodes']);
  expect(await fieldOf({ productCodes: [] })).toEqual(['validation_failed', 'productCodes']);
  expect(await fieldOf({ name: ' ' })).toEqual(['validation_failed', 'name']);
  const support = await world.staff('support');
  expect(await support.isRefused(routes.createPromotion, { body: june() })).toMatchObject({
    code: 'forbidden',
  });
});

it('the picture of a product is what its bytes say, has an address of its own, and is gone when it is taken away', async () => {
  const administrator = await world.staff('administrator');
  const params = { code: 'chats' };
  const puts = (bytes: Buffer) => ({
    params,
    raw: { bytes: Uint8Array.from(bytes).buffer, type: 'application/octet-stream' },
  });
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const { picture } = await administrator.asks(routes.putProductPicture, puts(png));
  expect((await world.stranger.asks(routes.product, { params })).picture).toBe(picture);
  const shown = await fetch(`${world.url}${picture}`);
  expect([shown.status, Buffer.from(await shown.arrayBuffer())]).toEqual([200, png]);
  const said = ['content-type', 'x-content-type-options', 'cache-control'].map((name) =>
    shown.headers.get(name),
  );
  expect(said).toEqual(['image/png', 'nosniff', 'public, max-age=31536000, immutable']);
  const headers = { 'if-none-match': shown.headers.get('etag')! };
  expect((await fetch(`${world.url}${picture}`, { headers })).status).toBe(304);

  const refused = async (bytes: Buffer) =>
    (await administrator.isRefused(routes.putProductPicture, puts(bytes))).code;
  expect(await refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe(
    'unsupported_media_type',
  );
  expect(await refused(Buffer.concat([png, Buffer.alloc(200 * 1024)]))).toBe('payload_too_large');
  const support = await world.staff('support');
  expect(await support.isRefused(routes.putProductPicture, puts(png))).toMatchObject({ code: 'forbidden' });
  expect((await world.stranger.asks(routes.product, { params })).picture).toBe(picture);

  expect(await administrator.asks(routes.removeProductPicture, { params })).toMatchObject({ picture: null });
  expect((await fetch(`${world.url}${picture}`)).status).toBe(404);
});
