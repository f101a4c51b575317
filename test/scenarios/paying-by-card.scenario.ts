import { routes, type InvoiceDto, type PaymentProvider, type ProviderPaymentDto } from '@rocket/contracts';
import { bankFile } from '../kit/bank-file';
import { rub, type Customer } from '../kit/customer';
import { openOffice } from '../kit/office';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
let invoice: InvoiceDto;
beforeAll(async () => {
  world = await World.open({ shops: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
  invoice = await romashka.invoices('6100.00');
});

const begins = (provider: PaymentProvider): Promise<ProviderPaymentDto> =>
  romashka.owner.asks(routes.payInvoice, {
    params: { id: romashka.id, invoice: invoice.id },
    body: { provider },
  });
const payments = async (): Promise<ProviderPaymentDto[]> =>
  (await romashka.owner.asks(routes.accountProviderPayments, { params: { id: romashka.id } })).items;
const states = async (): Promise<string[]> => (await payments()).map(({ state }) => state);
const parked = async () => {
  const accountant = await world.staff('accountant');
  return (await accountant.asks(routes.receipts, { query: { state: 'unallocated' } })).items;
};
const invoiceState = async (): Promise<string> =>
  (await romashka.owner.asks(routes.invoices, { params: { id: romashka.id } })).items.find(
    ({ id }) => id === invoice.id,
  )!.state;
const follow = async (address: string): Promise<string> => {
  const answer = await fetch(address, { redirect: 'manual' });
  expect(answer.status).toBe(303);
  return answer.headers.get('location')!;
};

describe('with Robokassa', () => {
  const robokassa = () => world.shops.robokassa;

  it('a signed notification credits the invoice at once, with its receipt of 54-FZ (rules 1, 2; facts 5.1, 8.1)', async () => {
    const link = invoice.paymentLinks.find(({ provider }) => provider === 'robokassa')!;
    const operation = await robokassa().open(await follow(link.url));
    expect(operation).toMatchObject({ outSum: '6100.00', invId: '1', email: 'buh@romashka.example' });
    expect(operation.receipt).toEqual({
      sno: 'osn',
      items: [
        expect.objectContaining({
          sum: 6100,
          tax: 'vat122',
          payment_method: 'full_prepayment',
          payment_object: 'payment',
        }),
      ],
    });
    const back = await follow(await robokassa().pay('1'));
    const [payment] = await payments();
    expect(back).toBe(`${world.url}/pay/${payment!.id}`);
    expect(robokassa().answers).toEqual(['OK1']);
    expect(await romashka.balance()).toBe('6100.00');
    expect([payment!.state, await invoiceState()]).toEqual(['credited', 'paid']);
    expect((await romashka.documents('upd')).map(({ amount }) => amount.amount)).toEqual(['6100.00']);
  });

  it('the same notification again, and ten of them at once, credit once (rule 5)', async () => {
    robokassa().faults.repeats = 9;
    await robokassa().open((await begins('robokassa')).url!);
    await robokassa().pay('1');
    expect(robokassa().answers).toEqual(Array.from({ length: 10 }, () => 'OK1'));
    expect(await robokassa().tell('1')).toEqual({ status: 200, text: 'OK1' });
    expect(await romashka.journal('top_up')).toEqual(['2027-06-01 top_up 6100.00']);
  });

  it('a forged notification is refused whatever was changed in it, and credits nothing', async () => {
    await robokassa().open((await begins('robokassa')).url!);
    const forgeries: Record<string, string>[] = [
      { OutSum: '9900.000000' },
      { InvId: '2' },
      { Shp_payment: '00000000-0000-4000-8000-000000000000' },
      { SignatureValue: '0'.repeat(64) },
      { SignatureValue: '' },
    ];
    for (const tamper of forgeries) {
      const answer = await robokassa().tell('1', { tamper });
      expect([answer.status, answer.text]).toEqual([
        400,
        expect.stringContaining('"code":"signature_invalid"'),
      ]);
    }
    expect([await romashka.balance(), await states()]).toEqual(['0.00', ['waiting']]);
  });

  it('another sum than was asked for is parked for a person with the reason, never credited by itself', async () => {
    await robokassa().open((await begins('robokassa')).url!);
    expect(await robokassa().tell('1', { outSum: '6000.000000' })).toEqual({ status: 200, text: 'OK1' });
    expect(await romashka.balance()).toBe('0.00');
    const [receipt] = await parked();
    expect(receipt).toMatchObject({ amount: rub('6000.00'), state: 'unallocated' });
    expect(receipt!.reason).toMatch(/пришло 6000.00 RUB, а запрошено 6100.00 RUB/);
    expect(await states()).toEqual(['parked']);

    const manager = await world.staff('account_manager');
    await manager.asks(routes.allocateReceipt, {
      params: { id: receipt!.id },
      body: { accountId: romashka.id, invoiceId: invoice.id, reason: 'Клиент подтвердил' },
    });
    expect([await romashka.balance(), await states()]).toEqual(['6000.00', ['credited']]);
  });

  it('a notification that never comes is found by asking, and credits once', async () => {
    robokassa().faults.silent = true;
    await robokassa().open((await begins('robokassa')).url!);
    await robokassa().pay('1');
    expect(await romashka.balance()).toBe('0.00');
    await world.moveTo('2027-06-01T09:29:00+03:00');
    expect(await romashka.balance()).toBe('0.00');
    await world.moveTo('2027-06-01T09:30:00+03:00');
    expect(await romashka.balance()).toBe('6100.00');
    expect((await robokassa().tell('1')).text).toBe('OK1');
    expect(await romashka.journal('top_up')).toEqual(['2027-06-01 top_up 6100.00']);
  });

  it('a payer who comes back has it asked at once, and whoever does not pay is given up after a week', async () => {
    robokassa().faults.silent = true;
    await robokassa().open((await begins('robokassa')).url!);
    await follow(await robokassa().pay('1'));
    await world.moveTo('2027-06-01T09:00:01+03:00');
    expect(await romashka.balance()).toBe('6100.00');

    invoice = await romashka.invoices('7000.00');
    await begins('robokassa');
    robokassa().faults.servicesDown = true;
    await world.moveTo('2027-06-02T09:00:00+03:00');
    robokassa().faults.servicesDown = false;
    expect(await states()).toEqual(['waiting', 'credited']);
    await world.moveTo('2027-06-12T09:00:00+03:00');
    expect(await states()).toEqual(['expired', 'credited']);
  });

  it('a payer who declines is told so and may try again by the same link', async () => {
    const { id, url } = await begins('robokassa');
    const page = `${url!.split('/Merchant')[0]}/pay`;
    await fetch(url!);
    const body = new URLSearchParams({ InvId: '1', act: 'decline' });
    const sent = await fetch(page, { method: 'POST', body, redirect: 'manual' });
    expect(await follow(sent.headers.get('location')!)).toBe(`${world.url}/pay/${id}?declined`);
    expect((await begins('robokassa')).url).toBe(url);
    expect(await states()).toEqual(['waiting']);
  });

  it('whoever comes back is led to our own page alone, whatever stands in the address', async () => {
    const { id } = await begins('robokassa');
    const evil = 'https://evil.example/';
    const more = ['to', 'url', 'next', 'redirect', 'returnUrl', 'Shp_return'].map((name) => [name, evil]);
    for (const from of [
      `robokassa/return?${new URLSearchParams([['InvId', '1'], ...more])}`,
      `robokassa/return?${new URLSearchParams([['InvId', evil], ...more])}`,
      `return/${id}?${new URLSearchParams(more)}`,
      `links/robokassa/00000000-0000-4000-8000-000000000000?${new URLSearchParams(more)}`,
    ]) {
      const place = new URL(await follow(`${world.url}/api/v1/payments/${from}`), world.url);
      expect([from, place.origin, place.pathname]).toEqual([
        from,
        world.url,
        expect.stringMatching(/^\/pay\//),
      ]);
    }
  });

  it('money under a number that is not ours is kept for a person and answered (rule 3)', async () => {
    expect((await robokassa().tell('777', { outSum: '5000.000000' })).text).toBe('OK777');
    expect((await robokassa().tell('777', { outSum: '5000.000000' })).text).toBe('OK777');
    expect((await parked()).map(({ reason }) => reason)).toEqual([
      'Номер 777 в Робокассе не наш: платёж начат не здесь.',
    ]);
  });

  it('an invoice paid by the bank meanwhile parks the second payment, and cannot be begun again', async () => {
    await robokassa().open((await begins('robokassa')).url!);
    const payer = { name: romashka.account.name, inn: romashka.inn };
    const purpose = `Оплата по счету № ${invoice.number}`;
    await world.importsStatement(bankFile([await world.payment({ amount: '6100.00', purpose, payer })]));
    expect(await romashka.balance()).toBe('6100.00');
    await robokassa().pay('1');
    expect([await romashka.balance(), await states()]).toEqual(['6100.00', ['parked']]);
    expect((await parked())[0]!.reason).toMatch(/уже оплачен, это второй платёж/);
    const refusal = await romashka.owner.isRefused(routes.payInvoice, {
      params: { id: romashka.id, invoice: invoice.id },
      body: { provider: 'robokassa' },
    });
    expect(refusal.code).toBe('invoice_not_open');
  });
});

describe('with YooKassa', () => {
  const yookassa = () => world.shops.yookassa;

  it('a payment is created with its receipt, read again and credited before the browser is back (facts 5.2)', async () => {
    const { url } = await begins('yookassa');
    const theirs = yookassa().at(url!);
    expect(theirs).toMatchObject({ amount: { value: '6100.00', currency: 'RUB' }, status: 'pending' });
    expect(theirs.receipt).toMatchObject({
      customer: { email: 'buh@romashka.example' },
      items: [{ vat_code: 12, payment_mode: 'full_prepayment', payment_subject: 'payment' }],
    });
    yookassa().faults.repeats = 9;
    const back = await yookassa().pay(theirs.id);
    expect(await romashka.journal('top_up')).toEqual(['2027-06-01 top_up 6100.00']);
    const [payment] = await payments();
    expect(await follow(back)).toBe(`${world.url}/pay/${payment!.id}`);
    expect(await world.stranger.asks(routes.paymentStatus, { params: { id: payment!.id } })).toEqual({
      id: payment!.id,
      provider: 'yookassa',
      invoiceNumber: invoice.number,
      amount: rub('6100.00'),
      state: 'credited',
      url: null,
    });
  });

  it('ten clicks at once, and a provider that fails before, after and without an answer, make one payment', async () => {
    yookassa().faults.failBefore = 1;
    const refuse = () =>
      romashka.owner.isRefused(routes.payInvoice, {
        params: { id: romashka.id, invoice: invoice.id },
        body: { provider: 'yookassa' },
      });
    expect((await refuse()).code).toBe('provider_unavailable');
    yookassa().faults.failAfter = 1;
    expect((await refuse()).code).toBe('provider_unavailable');
    yookassa().faults.cutAfter = 1;
    expect((await refuse()).code).toBe('provider_unavailable');
    const clicks = await Promise.all(Array.from({ length: 10 }, () => begins('yookassa')));
    expect(new Set(clicks.map(({ url }) => url)).size).toBe(1);
    expect(yookassa().payments.size).toBe(1);
    await yookassa().pay(yookassa().at(clicks[0]!.url!).id);
    expect(await romashka.balance()).toBe('6100.00');
  });

  it('a notification that lies is checked against the API: another sum parks, another payment changes nothing', async () => {
    const { url } = await begins('yookassa');
    const theirs = yookassa().at(url!);
    const lie = { id: theirs.id, status: 'succeeded', amount: theirs.amount, metadata: theirs.metadata };
    expect((await yookassa().notify('payment.succeeded', lie)).status).toBe(200);
    expect((await yookassa().notify('payment.succeeded', { ...lie, id: 'another' })).status).toBe(200);
    expect([await romashka.balance(), await states()]).toEqual(['0.00', ['waiting']]);
    await yookassa().pay(theirs.id, { amount: '61.00' });
    expect([await romashka.balance(), await states()]).toEqual(['0.00', ['parked']]);
    expect((await parked())[0]!.reason).toMatch(/пришло 61.00 RUB, а запрошено 6100.00 RUB/);
  });

  it('a notification from an address that is not YooKassa’s is refused before anything is asked', async () => {
    const { url } = await begins('yookassa');
    const theirs = yookassa().at(url!);
    const body = { type: 'notification', event: 'payment.succeeded', object: theirs };
    const shop = (JSON.parse(world.shops.settings) as { provider: string }[]).find(
      ({ provider }) => provider === 'yookassa',
    );
    const office = await openOffice(world.databaseUrl, {
      TRUST_PROXY: 'on',
      PAYMENT_SHOPS: JSON.stringify([{ ...shop, addresses: ['185.71.76.0/27'] }]),
    });
    try {
      const from = (address: string) =>
        world.stranger.at(office.url).sends('POST', '/payments/yookassa/notifications', {
          body,
          headers: { 'x-forwarded-for': address },
        });
      expect(await from('203.0.113.9')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      // What is written before our proxy wrote is nobody's address.
      expect((await from('185.71.76.1, 203.0.113.9')).status).toBe(403);
      expect((await from('185.71.76.1')).status).toBe(200);
    } finally {
      await office.close();
    }
  });

  it('a created payment whose answer was lost is known by its own metadata when it is paid', async () => {
    yookassa().faults.failAfter = 1;
    await romashka.owner.isRefused(routes.payInvoice, {
      params: { id: romashka.id, invoice: invoice.id },
      body: { provider: 'yookassa' },
    });
    const [theirs] = [...yookassa().payments.values()];
    await yookassa().pay(theirs!.id);
    expect([await romashka.balance(), await states()]).toEqual(['6100.00', ['credited']]);
  });

  it('a held payment is captured, a cancelled one makes room for another, late words change nothing', async () => {
    yookassa().faults.twoStage = true;
    await yookassa().pay(yookassa().at((await begins('yookassa')).url!).id);
    expect([await romashka.balance(), await states()]).toEqual(['6100.00', ['credited']]);
    yookassa().faults.twoStage = false;

    invoice = await romashka.invoices('7000.00');
    const first = yookassa().at((await begins('yookassa')).url!);
    await yookassa().expire(first.id);
    expect((await states())[0]).toBe('cancelled');
    const second = yookassa().at((await begins('yookassa')).url!);
    expect(second.id).not.toBe(first.id);
    await yookassa().pay(second.id);
    await yookassa().notify('payment.canceled', { id: first.id, status: 'canceled' });
    await yookassa().notify('payment.canceled', { id: second.id, status: 'canceled' });
    expect([await romashka.balance(), await states()]).toEqual([
      '13100.00',
      ['credited', 'cancelled', 'credited'],
    ]);
  });

  it('a lost notification and an API that is down for a while are made good by asking later', async () => {
    yookassa().faults.silent = true;
    await yookassa().pay(yookassa().at((await begins('yookassa')).url!).id);
    yookassa().faults.down = true;
    await world.moveTo('2027-06-01T09:45:00+03:00');
    expect(await states()).toEqual(['waiting']);
    yookassa().faults.down = false;
    await world.moveTo('2027-06-01T11:00:00+03:00');
    expect([await romashka.balance(), await states()]).toEqual(['6100.00', ['credited']]);
  });
});

it('money by card gives the top-up bonus and resumes what was suspended, like money from a bank (rules 6, 15)', async () => {
  await world.product('chat', { price: '100.00' });
  await world.topUp(romashka, '100.00');
  await romashka.connects('chat');
  await world.moveTo('2027-07-02T09:00:00+03:00');
  expect(await romashka.stateOf('chat')).toBe('suspended');
  invoice = await romashka.invoices('50000.00');
  const { url } = await begins('yookassa');
  await world.shops.yookassa.pay(world.shops.yookassa.at(url!).id);
  expect(await romashka.stateOf('chat')).toBe('active until 2027-08-01');
  expect(await romashka.balance()).toBe('50000.00 + 2400.00 bonus');
});

it('somebody else’s invoice cannot be begun, and a seller without a shop has no links', async () => {
  const lilia = await world.account('ООО «Лилия»');
  const refusal = await lilia.owner.isRefused(routes.payInvoice, {
    params: { id: lilia.id, invoice: invoice.id },
    body: { provider: 'yookassa' },
  });
  expect(refusal.code).toBe('not_found');
});
