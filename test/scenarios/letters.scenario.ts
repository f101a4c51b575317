import { routes } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open({ mail: true });
});
afterAll(() => world?.end());

let romashka: Customer;
beforeEach(async () => {
  world.mail.letters.length = 0;
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites({ emails: ['buh@romashka.example', 'director@romashka.example'] });
});

const emailDeliveries = async (kind: 'topped_up' | 'document_issued' | 'balance_below') => {
  const [notice] = await romashka.notices(kind);
  return notice!.deliveries.filter(({ channel }) => channel === 'email').map(({ state }) => state);
};
/** Whatever is owed has been written and answered. */
const aMinutePasses = async (minutes = 1): Promise<void> =>
  world.moveTo(new Date((await world.now()).getTime() + minutes * 60_000).toISOString());

describe('letters to customers (rules 7.4, 26, 28)', () => {
  it('tell of everything that happened at once in one letter, with the paper in it, to every address of the requisites', async () => {
    await world.topUp(romashka, '500.00');
    await aMinutePasses();
    const letters = await world.mail.waitFor(1);
    const about = letters.find(({ attachments }) => attachments.length > 0)!;
    expect(about.to).toEqual(['buh@romashka.example', 'director@romashka.example']);
    expect(about.text).toContain('Готов УПД № 1');
    expect(about.attachments.map(({ name, type }) => [name, type])).toEqual([
      ['upd-1-2027-06-01.pdf', 'application/pdf'],
    ]);
    expect(Buffer.from(about.attachments[0]!.bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(await emailDeliveries('document_issued')).toEqual(['accepted']);
    const told = letters.map(({ text }) => text).join('\n');
    expect(told.match(/Баланс пополнен на/g)).toHaveLength(1);
    const count = letters.length;
    await aMinutePasses(10);
    expect(world.mail.letters).toHaveLength(count);
  });

  it('are tried again when the server puts them off, and come once', async () => {
    await aMinutePasses();
    world.mail.letters.length = 0;
    world.mail.meets({ code: 451 }, { code: 421 });
    await romashka.owner.asks(routes.setAlerts, {
      params: { id: romashka.id },
      body: { balanceBelow: [{ amount: '50.00', currency: 'RUB' }] },
    });
    await world.product('chats', { price: '70.00' });
    const profile = { ...romashka.requisitesWith({}), emails: ['buh@romashka.example'] };
    await romashka.owner.asks(routes.setProfile, { params: { id: romashka.id }, body: profile });
    await world.grants(romashka, '100.00');
    await romashka.connects('chats');
    await aMinutePasses();
    expect(world.mail.letters).toEqual([]);
    expect(await emailDeliveries('balance_below')).toEqual([]);
    await aMinutePasses(10);
    await aMinutePasses(10);
    expect(world.mail.letters.map(({ subject }) => subject)).toEqual(['Баланс ниже порога']);
    expect(await emailDeliveries('balance_below')).toEqual(['accepted']);
  });

  it('that the server refuses for good are kept as bounced, and others go on', async () => {
    await aMinutePasses();
    world.mail.letters.length = 0;
    world.mail.meets({ code: 550 });
    await world.topUp(romashka, '10.00');
    await aMinutePasses();
    await aMinutePasses(30);
    expect(await emailDeliveries('topped_up')).toEqual(['bounced']);
    await world.topUp(romashka, '20.00');
    await aMinutePasses();
    expect(world.mail.letters.some(({ text }) => text.includes('20,00'))).toBe(true);
  });

  it('that were taken while the answer was lost come again under the same Message-ID', async () => {
    await aMinutePasses();
    world.mail.letters.length = 0;
    world.mail.meets('breaks after acceptance');
    await world.topUp(romashka, '30.00');
    await aMinutePasses();
    await aMinutePasses(10);
    const ids = world.mail.letters.map(({ messageId }) => messageId);
    expect(ids.length).toBeGreaterThan(1);
    expect(ids.filter((id) => id === ids[0]).length).toBe(2);
  });

  it('show a name full of markup and line breaks as text, in the body and in the head', async () => {
    await aMinutePasses();
    world.mail.letters.length = 0;
    await world.product('evil', { name: 'Чат <script>alert(1)</script>', price: '100.00' });
    await world.topUp(romashka, '150.00');
    await romashka.connects('evil');
    await world.moveTo('2027-07-02T09:00:00+03:00');
    const told = world.mail.letters.find(({ subject, text }) =>
      `${subject}${text}`.includes('приостановлен'),
    )!;
    expect(told.html).toContain('&lt;script&gt;');
    expect(told.html).not.toContain('<script');
    expect(told.headers.filter(({ key }) => key === 'subject')).toHaveLength(1);
  });

  it('are not written where there is nobody to write to', async () => {
    await aMinutePasses();
    world.mail.letters.length = 0;
    const vasilek = await world.account('ИП Василёк');
    await world.topUp(vasilek, '77.00');
    await aMinutePasses();
    expect(world.mail.letters).toEqual([]);
    expect((await vasilek.notices('topped_up')).length).toBe(1);
  });
});
