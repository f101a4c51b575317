import { routes, type DocumentDto } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => (world = await World.open({ mail: true })));
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
});

const upd = async (): Promise<DocumentDto> => (await romashka.documents('upd'))[0]!;
const stages = ({ statusHistory }: DocumentDto): string[] =>
  statusHistory.map(({ status, on }) => `${status} ${on}`);
const asked = ({ due }: DocumentDto): string[] => due.map(({ who, what, on }) => `${who} ${what} ${on}`);

describe('a reasoned refusal of a UPD (rule 19; clauses 7.5 and 7.6)', () => {
  it('an objection in time stops silence and keeps its words; a late one and a second one are refused', async () => {
    await world.topUp(romashka, '6100.00');
    await world.moveTo('2027-06-03T12:00:00+03:00');
    const first = await upd();
    const at = { params: { id: first.id } };
    const wordless = await romashka.owner.isRefused(routes.objectToDocument, {
      ...at,
      body: { reason: ' ' },
    });
    expect(wordless.code).toBe('validation_failed');
    await romashka.owner.asks(routes.objectToDocument, { ...at, body: { reason: 'Неверная сумма' } });
    const stranger = (await world.account('ООО «Чужая»')).owner;
    expect((await stranger.isRefused(routes.objectToDocument, { ...at, body: { reason: 'x' } })).code).toBe(
      'not_found',
    );
    await world.topUp(romashka, '500.00');
    await world.moveTo('2027-06-30T12:00:00+03:00');
    const [second, disputed] = await romashka.documents('upd');
    expect(disputed!.status).toBe('disputed');
    expect(disputed!.statusHistory.at(-1)).toMatchObject({ on: '2027-06-03', note: 'Неверная сумма' });
    expect(asked(disputed!)).toEqual(['seller answer_objection null']);
    expect(second!.status).toBe('accepted');
    for (const { id } of [disputed!, second!]) {
      const late = { params: { id }, body: { reason: 'Поздно' } };
      expect((await romashka.owner.isRefused(routes.objectToDocument, late)).code).toBe('already_decided');
    }
  });

  it('on the fifth working day the customer may still refuse, though silence counts since its morning', async () => {
    await world.topUp(romashka, '6100.00');
    await world.moveTo('2027-06-09T23:59:59+03:00');
    const { id, status } = await upd();
    expect([status, ...asked(await upd())]).toEqual([
      'accepted',
      'customer sign_or_object 2027-06-09',
      'seller send_originals 2027-06-30',
    ]);
    await romashka.owner.asks(routes.objectToDocument, { params: { id }, body: { reason: 'Не оказано' } });
    await world.moveTo('2027-06-20T12:00:00+03:00');
    expect(stages(await upd()).slice(-2)).toEqual(['accepted 2027-06-09', 'disputed 2027-06-09']);
  });
});
