import { createHash } from 'node:crypto';
import { routes } from '@rocket/contracts';
import iconv from 'iconv-lite';
import { renderUpdXml, type UpdFacts, type UpdXmlEnvelope } from '@rocket/documents';
import { factsFromJson } from '../../apps/api/src/platform/facts-json';
import { World } from '../kit/world';
import { brokenAgainst } from '../kit/schema';

const UPD_SCHEMA = 'ON_NSCHFDOPPR_1_997_01_05_03_05.structural.xsd';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());

it('a UPD can be had as a file of format 5.03, the same bytes for ever (rules 18, 19)', async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  const romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites({ edoId: '2BM-7700000023-770401001-202701010101010101010' });
  await world.topUp(romashka, '6100.00');
  const [upd] = await romashka.documents('upd');
  expect(upd!.files.xml).toBe(`/api/v1/documents/${upd!.id}/file?format=xml`);

  const answer = await romashka.owner.sends('GET', `/documents/${upd!.id}/file?format=xml`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/xml');
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition')!)![1]!;
  expect(name).toMatch(
    /^ON_NSCHFDOPPR_2BM-7700000023-770401001-202701010101010101010_[0-9a-f-]{36}_20270301_[0-9a-f-]{36}_0_0_0_0_0_00\.xml$/,
  );
  const bytes = await romashka.owner.downloads(upd!.files.xml!);
  const text = iconv.decode(bytes, 'windows-1251');
  for (const part of [
    '<?xml version="1.0" encoding="windows-1251"?>',
    `ИдФайл="${name.slice(0, -4)}"`,
    'Функция="СЧФДОП"',
    'НомерДок="1" ДатаДок="01.03.2027"',
    'НаимОрг="ООО «Ромашка»"',
    'НалСт="22%" СтТовУчНал="6100.00"',
    'РеквНаимДок="Публичная оферта" РеквНомерДок="6" РеквДатаДок="19.08.2025"',
    'Фамилия="Харитонов" Имя="И." Отчество="Г."',
  ])
    expect(text).toContain(part);
  expect(brokenAgainst(UPD_SCHEMA, bytes) ?? '').toBe('');

  // What the file is made of is kept beside it, and makes it again.
  const [row] = await world.sql<{ facts: unknown; envelope: UpdXmlEnvelope; sha256: Buffer; bytes: Buffer }>(
    `select d.facts, f.envelope, f.sha256, f.bytes from document d join document_file f on f.document_id = d.id
      where d.id = $1 and f.format = 'xml'`,
    [upd!.id],
  );
  const again = renderUpdXml(factsFromJson<UpdFacts>(row!.facts), row!.envelope);
  expect(Buffer.from(again.bytes)).toEqual(row!.bytes);
  expect(createHash('sha256').update(bytes).digest()).toEqual(row!.sha256);
  await romashka.givesRequisites({ edoId: '2BE-0000' });
  expect(await romashka.owner.downloads(upd!.files.xml!)).toEqual(bytes);
  await expect(world.sql('update document set number = 7 where id = $1', [upd!.id])).rejects.toThrow(
    'append-only',
  );
});

it('a sole trader that does not tell its name apart is asked for it, by the field (facts 1.5)', async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  const trader = await world.account('Торговый дом');
  const person = { inn: '500100732259', kpp: undefined, ogrn: '304500116000157', legalName: 'торговый дом' };
  await trader.givesRequisites({ ...person, signatory: undefined });
  await world.topUp(trader, '6100.00');
  const [upd] = await trader.documents('upd');
  expect(upd!.files).toMatchObject({ xml: null });
  const refused = await trader.owner.sends('GET', `/documents/${upd!.id}/file?format=xml`);
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({
    code: 'requisites_incomplete',
    errors: [{ path: 'signatoryName', message: 'Укажите фамилию и имя предпринимателя в реквизитах' }],
  });

  await trader.givesRequisites({ signatoryName: { surname: 'Ёлкина', name: 'Щука' } });
  const [ready] = await trader.documents('upd');
  const bytes = await trader.owner.downloads(ready!.files.xml!);
  expect(iconv.decode(bytes, 'windows-1251')).toContain(
    '<СвИП ИННФЛ="500100732259" ОГРНИП="304500116000157"><ФИО Фамилия="Ёлкина" Имя="Щука"/></СвИП>',
  );
  expect(brokenAgainst(UPD_SCHEMA, bytes) ?? '').toBe('');
});

it('an invoice for payment has no electronic form, and says so', async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  const romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
  const invoice = await romashka.invoices('6100.00');
  const [paper] = await romashka.documents('invoice');
  expect(paper!.files.xml).toBeNull();
  const refused = await romashka.owner.isRefused(routes.documentFile, {
    params: { id: invoice.id },
    query: { format: 'xml' },
  });
  expect(refused).toMatchObject({ status: 404, code: 'not_found' });
});
