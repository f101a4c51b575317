import { routes } from '@rocket/contracts';
import iconv from 'iconv-lite';
import readXlsxFile from 'read-excel-file/node';
import { textOf } from '../kit/paper';
import { brokenAgainst } from '../kit/schema';
import { World } from '../kit/world';

const SCHEMA = 'ON_AKTSVEROTP_1_972_01_05_01_01.xsd';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());

it('an act of reconciliation adds up with papers and with the ledger, in three formats (rule 20)', async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  await world.product('chats', { price: '990.00' });
  const romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
  await world.topUp(romashka, '6100.00');
  await romashka.connects('chats');
  await world.moveTo('2027-04-10T12:00:00+03:00');
  await world.topUp(romashka, '5000.00');
  const params = { id: romashka.id };
  const march = { from: '2027-03-01', to: '2027-03-31' };
  const act = await romashka.owner.asks(routes.reconcile, { params, body: march });
  expect(act).toMatchObject({
    kind: 'reconciliation',
    number: '1',
    issuedOn: '2027-04-10',
    amount: { amount: '0.00' },
    files: { xml: expect.any(String), xlsx: expect.any(String) },
  });
  // The offer counts the service as rendered at crediting: by papers nobody owes anything, the account still holds money.
  const text = textOf(await romashka.owner.downloads(act.files.pdf!));
  if (text !== null) {
    expect(text).toMatch(/Оплата \(п\/п № \d+ от 6 100,00/);
    expect(text).toContain('Обороты за период 6 100,00 6 100,00');
    expect(text).toContain('на 31.03.2027 задолженность отсутствует');
    expect(text).toContain(
      'поступило 6 100,00 руб., списано 990,00 руб., остаток на конец 31.03.2027 — 5 110,00 руб.',
    );
    expect(text).toContain('ещё не израсходовано с лицевого счёта: 5 110,00 руб.');
  }
  const xml = await romashka.owner.downloads(act.files.xml!);
  expect(brokenAgainst(SCHEMA, xml) ?? '').toBe('');
  expect(iconv.decode(xml, 'windows-1251')).toContain('ОборотДеб="6100.00" ОборотКр="6100.00"');
  const sheet = JSON.stringify(await readXlsxFile(await romashka.owner.downloads(act.files.xlsx!)));
  expect(sheet).toContain('Продажа (УПД № 1 от 01.03.2027)');
  expect(sheet).toContain('6100');

  // Both days are included, and what was before is the opening balance of the next act.
  const accountant = await world.staff('accountant');
  const april = { from: '2027-04-01', to: '2027-04-10' };
  const next = await accountant.asks(routes.reconcile, { params, body: april });
  expect(next.number).toBe('2');
  const nextText = textOf(await accountant.downloads(next.files.pdf!));
  if (nextText !== null)
    expect(nextText).toContain(
      'остаток на начало 01.04.2027 — 5 110,00 руб., поступило 5 000,00 руб., списано 990,00 руб.',
    );
  expect(await romashka.balance()).toBe('9120.00');
});

it('money given back stands on both sides of the act to the kopeck (rules 20, 22)', async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  const romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites({ ogrn: undefined });
  await world.topUp(romashka, '6100.01');
  const params = { id: romashka.id };
  const body = { reason: 'Закрываемся', initiator: 'customer' as const };
  await romashka.owner.asks(routes.terminateAccount, { params, body });
  await world.moveTo('2027-03-12T10:00:00+03:00');
  await romashka.owner.asks(routes.requestRefund, { params });
  const period = { from: '2027-03-01', to: '2027-03-12' };
  const act = await romashka.owner.asks(routes.reconcile, { params, body: period });
  // The correction is there, the money is not yet: the seller owes it.
  expect(act).toMatchObject({ amount: { amount: '6100.01' }, files: { xml: null } });
  const text = textOf(await romashka.owner.downloads(act.files.pdf!));
  if (text !== null) {
    expect(text).toContain('-6 100,01');
    expect(text).toContain('задолженность в пользу ООО «Ромашка» 6 100,01 руб.');
  }
  const refused = await romashka.owner.sends('GET', `/documents/${act.id}/file?format=xml`);
  expect(refused.body).toMatchObject({ code: 'requisites_incomplete', errors: [{ path: 'ogrn' }] });
});

it('an organisation may keep its KPP to itself: papers are drawn up without it, but for the one file whose format wants it', async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  const romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites({ kpp: undefined });
  await world.topUp(romashka, '6100.01');
  const [upd] = await romashka.documents('upd');
  const xml = iconv.decode(await romashka.owner.downloads(upd!.files.xml!), 'windows-1251');
  expect(xml).toMatch(new RegExp(`<СвЮЛУч[^>]*ИННЮЛ="${romashka.inn}"/>`));
  const params = { id: romashka.id };
  const act = await romashka.owner.asks(routes.reconcile, {
    params,
    body: { from: '2027-03-01', to: '2027-03-01' },
  });
  expect(act.files.xml).toBeNull();
  const refused = await romashka.owner.sends('GET', `/documents/${act.id}/file?format=xml`);
  expect(refused.body).toMatchObject({ code: 'requisites_incomplete', errors: [{ path: 'kpp' }] });
});

it('an act is refused for days that have not come and for days turned round', async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  const romashka = await world.account('ООО «Ромашка»');
  const params = { id: romashka.id };
  const ask = (from: string, to: string) =>
    romashka.owner.isRefused(routes.reconcile, { params, body: { from, to } });
  expect(await ask('2027-02-01', '2027-02-28')).toMatchObject({ code: 'profile_required' });
  await romashka.givesRequisites();
  expect(await ask('2027-03-01', '2027-03-02')).toMatchObject({
    code: 'future_business_date',
    errors: [{ path: 'to' }],
  });
  expect(await ask('2027-03-02', '2027-03-01')).toMatchObject({ code: 'validation_failed' });
});
