import { routes } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import { ProductProgram } from '../kit/product-program';
import { World } from '../kit/world';
import { loadOffer, type Offer } from './load-offer';

/** The offer of Itgrix from acceptance to leaving; clause numbers are its own. Days are Astana's, UTC+5. */
const LICENCE = 'itgrix-amocrm';
let world: World;
let offer: Offer;
let dala: Customer;
let connector: ProductProgram;
beforeAll(async () => {
  world = await World.open();
  // Thursday; Friday 18 and Monday 21 December are working days.
  await world.begin('2026-12-17T10:00:00+05:00');
  offer = await loadOffer(world, 'itgrix');
  connector = await ProductProgram.of(world, LICENCE);
  dala = await world.account('ТОО «Дала»', { seller: 'itgrix' });
});
afterAll(() => world?.end());

const REQUISITES = {
  legalName: 'Товарищество с ограниченной ответственностью «Дала»',
  shortName: 'ТОО «Дала»',
  inn: '050540000006',
  legalAddress: 'Республика Казахстан, г. Алматы, пр. Абая, 10',
  bankName: 'АО «Народный Банк Казахстана»',
  bic: 'HSBKKZKX',
  settlementAccount: 'KZ066017131000001234',
  kbe: '17',
};

const gives = (changes: object) =>
  dala.owner.sends('PUT', `/accounts/${dala.id}/profile`, { body: { ...REQUISITES, ...changes } });
const complaints = ({ body }: { body: Record<string, unknown> }) =>
  (body['errors'] as { path: string; message: string }[]).map(({ path, message }) => `${path}: ${message}`);

describe('10: requisites of Kazakhstan, of the seller and of its customers', () => {
  it('are taken as Kazakhstan writes them', async () => {
    expect((await gives({})).body).toEqual(REQUISITES);
    expect(offer.profile.requisites).toMatchObject({ inn: '220940010708', bic: 'TSESKZKA' });
    expect(await dala.owner.asks(routes.account, { params: { id: dala.id } })).toMatchObject({
      country: 'KZ',
    });
  });

  it.each([
    ['a wrong twelfth digit', { inn: '050540000007' }, 'inn: БИН или ИИН: контрольная цифра не сходится'],
    ['a Russian INN', { inn: '7707083893' }, 'inn: БИН или ИИН состоит из двенадцати цифр'],
    ['a KPP', { kpp: '770401001' }, 'kpp: КПП в Казахстане нет: оставьте поле пустым'],
    [
      'a wrong digit of ИИК',
      { settlementAccount: 'KZ066017131000001235' },
      'settlementAccount: ИИК: контрольные цифры не сходятся',
    ],
    [
      'a Russian BIC',
      { bic: '044525225' },
      'bic: БИК банка Казахстана — восемь или одиннадцать знаков, например TSESKZKA',
    ],
    ['an ИИК without its bank', { bic: undefined }, 'bic: К ИИК нужен БИК банка'],
  ])('refuse %s by its field', async (_, changes, complaint) => {
    expect(complaints(await gives(changes))).toEqual([complaint]);
  });
});

it('1.2, 3.1: a trial, auto-renewal and a period that is not of calendar months are not sold', async () => {
  expect(await dala.cannotConnect(LICENCE, { autoRenew: true })).toMatchObject({
    code: 'auto_renewal_not_offered',
  });
  expect(await dala.cannotConnect(LICENCE, { trial: true })).toMatchObject({ code: 'trial_used' });
  expect(await dala.cannotConnect(LICENCE, { period: 'P1D' })).toMatchObject({ code: 'period_not_allowed' });
  expect((await connector.entitlement(dala)).entitled).toBe(false);
});
