import { routes } from '@rocket/contracts';
import { ANNA, PETR, companyInAmocrm, inPanel, inWidget, panelSecret } from '../kit/amocrm-people';
import { bankFile } from '../kit/bank-file';
import { Customer } from '../kit/customer';
import { textOf } from '../kit/paper';
import { innOf } from '../kit/requisites';
import { World } from '../kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open({ amocrm: true });
});
afterAll(() => world?.end());

const ROMASHKA = 31_415_926;

it('a company installs, pays an invoice, tries a product, is renewed, and sees all of it (rules 1–5, 9–12, 18, 19)', async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  await world.product('chats', { price: '990.00', trialDays: undefined });

  // amoCRM's market calls us; Anna opens the widget and goes on to the panel by its one-time link.
  companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
  expect(await world.amocrm.install(ROMASHKA)).toBe(200);
  await world.moveTo('2027-03-01T10:00:00+03:00');
  const widget = await inWidget(world, ROMASHKA, ANNA, 'romashka');
  const { account, user } = await widget.asks(routes.widgetState);
  expect(account).toMatchObject({
    amocrmAccountId: ROMASHKA,
    subdomain: 'romashka',
    name: 'ООО «Ромашка»',
    state: 'active',
    seller: 'rocket-sales',
    installedAt: '2027-03-01T07:00:00.000Z',
  });
  expect(user).toMatchObject({ name: 'Анна Соколова', level: 'owner' });
  const anna = new Customer(account, await inPanel(world, await panelSecret(widget)), innOf(926));

  // Requisites, then the first invoice of the year with its paper.
  await anna.givesRequisites();
  const invoice = await anna.invoices('6100.00');
  expect(invoice).toMatchObject({
    number: '1',
    issuedOn: '2027-03-01',
    dueOn: '2027-03-11',
    vat: { rate: '22', amount: { amount: '1100.00', currency: 'RUB' } },
    state: 'issued',
  });
  const invoicePdf = await anna.owner.downloads(invoice.files.pdf);
  expect(invoicePdf.subarray(0, 5).toString()).toBe('%PDF-');
  const invoiceText = textOf(invoicePdf);
  if (invoiceText !== null) expect(invoiceText).toMatch(/№ ?1 .*Ромашка.*6.100,00/);
  expect(await anna.balance()).toBe('0.00');

  // The bank's file of the same day, and once more by mistake.
  const payment = await world.payment({
    amount: '6100.00',
    payer: { name: 'ООО "РОМАШКА"', inn: anna.inn },
    purpose: 'Оплата по счету № 1 от 01.03.2027. В том числе НДС 22% - 1100.00 руб.',
  });
  expect(await world.importsStatement(bankFile([payment]))).toMatchObject({
    receipts: 1,
    credited: 1,
    unallocated: 0,
    duplicates: 0,
    rejected: [],
  });
  expect(await world.importsStatement(bankFile([payment]))).toMatchObject({ credited: 0, duplicates: 1 });
  expect(await anna.journal()).toEqual(['2027-03-01 top_up 6100.00']);
  const [paid] = (await anna.owner.asks(routes.invoices, { params: { id: anna.id } })).items;
  expect(paid?.state).toBe('paid');

  // Service counts as rendered when the money is credited: one UPD is there.
  const upds = await anna.documents('upd');
  expect(upds).toHaveLength(1);
  expect(upds[0]).toMatchObject({ number: '1', issuedOn: '2027-03-01', amount: { amount: '6100.00' } });
  const updPdf = await anna.owner.downloads(upds[0]!.files.pdf!);
  expect(updPdf.subarray(0, 5).toString()).toBe('%PDF-');
  const updText = textOf(updPdf);
  if (updText !== null) expect(updText).toMatch(/передаточный.*Ромашка/i);

  // A fortnight for nothing, to the second; then the run of the next day, at three in the morning.
  await anna.connects('chats');
  expect(await anna.stateOf('chats')).toBe('trial until 2027-03-15');
  await world.moveTo('2027-03-16T02:59:59+03:00');
  expect(await anna.journal('charge')).toEqual([]);
  await world.moveTo('2027-03-16T03:00:00+03:00');
  expect(await anna.journal('charge')).toEqual(['2027-03-16 charge -990.00']);
  expect((await anna.entries('charge'))[0]).toMatchObject({
    occurredAt: '2027-03-16T00:00:00.000Z',
    actor: 'system:renewals',
    subject: {
      type: 'subscription',
      productCode: 'chats',
      periodStart: '2027-03-16',
      periodEnd: '2027-04-16',
    },
    balanceAfter: { money: { amount: '5110.00' } },
  });
  expect(await anna.stateOf('chats')).toBe('active until 2027-04-15');
  expect(await anna.balance()).toBe('5110.00');

  // It stands in the widget, and who has seen it is kept.
  const inbox = await widget.asks(routes.widgetNotices);
  expect(inbox.items.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['welcome', 'topped_up', 'document_issued', 'trial_started', 'charged']),
  );
  const charged = inbox.items.find(({ kind }) => kind === 'charged')!;
  expect(charged.text).toContain('990');
  expect(charged.seenAt).toBeNull();
  await widget.asks(routes.noticeSeen, { params: { id: charged.id } });
  const after = await widget.asks(routes.widgetNotices);
  expect(after.unseen).toBe(inbox.unseen - 1);
  expect(after.items.find(({ id }) => id === charged.id)?.seenAt).toBe('2027-03-16T00:00:00.000Z');
  const [inArchive] = await anna.notices('charged');
  expect(inArchive?.seenAt).toBe('2027-03-16T00:00:00.000Z');
  expect(inArchive?.deliveries).toEqual(
    expect.arrayContaining([{ channel: 'push', state: 'seen', at: '2027-03-16T00:00:00.000Z' }]),
  );
});

it('a notice seen by one person is still new to another, and an unchanged list is not sent again (rule 28)', async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
  await world.amocrm.install(ROMASHKA);
  await world.moveTo('2027-03-01T10:00:00+03:00');
  const anna = await inWidget(world, ROMASHKA, ANNA, 'romashka');
  const [welcome] = (await anna.asks(routes.widgetNotices)).items;
  await anna.asks(routes.noticeSeen, { params: { id: welcome!.id } });
  expect((await anna.asks(routes.widgetNotices)).unseen).toBe(0);

  const boss = await inWidget(world, ROMASHKA, PETR, 'romashka');
  expect((await boss.asks(routes.widgetNotices)).unseen).toBe(1);
  const first = await anna.sends('GET', '/widget/notices');
  const again = await anna.sends('GET', '/widget/notices', {
    headers: { 'if-none-match': first.headers.get('etag')! },
  });
  expect([first.status, again.status, again.text]).toEqual([200, 304, '']);
  // So a proxy that compresses sends it back.
  const weak = { 'if-none-match': `W/${first.headers.get('etag')!}` };
  expect((await anna.sends('GET', '/widget/notices', { headers: weak })).status).toBe(304);
});

it('a browser that pressed “Connect” comes back from amoCRM once (flow a)', async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  companyInAmocrm(world, 27_182_818, 'vasilek', 'ИП Василёк Е. А.');
  const start = await world.stranger.sends('GET', '/amocrm/oauth/start');
  expect(start.status).toBe(302);
  const consent = new URL(start.headers.get('location')!);
  expect(consent.pathname).toBe('/oauth');
  const back = await world.amocrm.authorize(27_182_818, consent.searchParams.get('state'));
  const path = `${new URL(back).pathname.replace('/api/v1', '')}${new URL(back).search}`;

  const page = await world.stranger.sends('GET', path);
  expect(page.status).toBe(200);
  expect(page.text).toContain('ИП Василёк Е. А.');
  expect((await world.stranger.sends('GET', path)).status).toBe(403);
  const widget = await inWidget(world, 27_182_818, ANNA, 'vasilek');
  expect((await widget.asks(routes.widgetState)).account.name).toBe('ИП Василёк Е. А.');
});

it('a one-time panel link signs in once, and never from another page', async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
  await world.amocrm.install(ROMASHKA);
  await world.moveTo('2027-03-01T10:00:00+03:00');
  const widget = await inWidget(world, ROMASHKA, ANNA, 'romashka');
  const secret = await panelSecret(widget);
  const exchange = (origin: string) =>
    world.stranger.sends('POST', '/sessions/link', { body: { token: secret }, headers: { origin } });

  expect((await exchange('https://evil.example')).body['code']).toBe('foreign_origin');
  const anna = await inPanel(world, secret);
  expect(await anna.asks(routes.me)).toMatchObject({ kind: 'user', name: 'Анна Соколова', level: 'owner' });
  expect(await exchange(world.url)).toMatchObject({ status: 401, body: { code: 'link_spent' } });
});
