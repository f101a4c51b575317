import { routes, type NoticeKind } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';

const BUH = 'buh@romashka.example';
const DIRECTOR = 'director@romashka.example';

let world: World;
let romashka: Customer;
const opens = async (mail: Parameters<typeof World.open>[0] & object): Promise<void> => {
  world = await World.open(mail);
};
const begins = async (): Promise<void> => {
  world.mail.forget();
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites({ emails: [BUH, DIRECTOR] });
  await minutesPass();
  world.mail.forget();
};
const minutesPass = async (minutes = 1): Promise<void> =>
  world.moveTo(new Date((await world.now()).getTime() + minutes * 60_000).toISOString());
const byEmail = async (kind: NoticeKind): Promise<string[]> =>
  (await romashka.notices(kind))[0]!.deliveries
    .filter(({ channel }) => channel === 'email')
    .map(({ state }) => state);
const recipients = async (): Promise<string[]> =>
  (
    await world.sql<{ line: string }>(
      `select r.address || ' ' || r.state || ' ' || coalesce(r.answer, '') as line
         from mail_recipient r join mail m on m.account_id = r.account_id and m.id = r.mail_id
        where r.account_id = $1 and m.created_at > '2027-06-01T06:00:30Z' order by r.address`,
      [romashka.id],
    )
  ).map(({ line }) => line.trim());
/** A mail server that took a letter sends it back. */
const bounceOf = (messageId: string, address: string): Blob =>
  new Blob([
    `Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n` +
      `Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; ${address}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n` +
      `--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: ${messageId}\r\n\r\n--b--\r\n`,
  ]);

describe('what a mail server says of each recipient', () => {
  beforeAll(() => opens({ mail: true }));
  afterAll(() => world?.end());
  beforeEach(begins);

  it('is kept: one refused for good, the other accepted; the customer has been told', async () => {
    world.mail.refuses(DIRECTOR, 550);
    await world.grants(romashka, '1.00');
    await world.topUp(romashka, '10.00');
    await minutesPass();
    expect(world.mail.letters.map(({ to }) => to)).toEqual([[BUH]]);
    expect(await recipients()).toEqual([
      expect.stringMatching(`^${BUH} accepted 250`),
      expect.stringMatching(`^${DIRECTOR} refused 550 No such mailbox`),
    ]);
    expect(await byEmail('topped_up')).toEqual(['accepted']);
    await minutesPass(300);
    expect(world.mail.letters).toHaveLength(1);
  });

  it('decides who gets it again: only the one that was put off', async () => {
    world.mail.refuses(DIRECTOR, 451, 1);
    await world.topUp(romashka, '10.00');
    await minutesPass(10);
    expect(world.mail.letters.map(({ to }) => to)).toEqual([[BUH], [DIRECTOR]]);
    expect(new Set(world.mail.letters.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await byEmail('topped_up')).toEqual(['accepted']);
  });

  it('makes a letter that nobody would take a bounced one', async () => {
    world.mail.refuses(BUH, 550);
    world.mail.refuses(DIRECTOR, 553);
    await world.topUp(romashka, '10.00');
    await minutesPass(10);
    expect(await byEmail('topped_up')).toEqual(['bounced']);
  });

  it('is told in the panel while letters do not reach an address, to customer and staff, until one arrives', async () => {
    const params = { id: romashka.id };
    const support = await world.staff('support');
    expect(await romashka.owner.asks(routes.mailTroubles, { params })).toEqual({ items: [] });
    world.mail.refuses(DIRECTOR, 550, 1);
    await world.topUp(romashka, '10.00');
    await minutesPass();
    const { items } = await romashka.owner.asks(routes.mailTroubles, { params });
    expect(items).toMatchObject([{ address: DIRECTOR, state: 'refused' }]);
    expect(items[0]!.answer).toMatch(/^550/);
    expect((await support.asks(routes.mailTroubles, { params })).items).toEqual(items);
    const stranger = await world.account('ООО «Лютик»');
    expect(await stranger.owner.isRefused(routes.mailTroubles, { params })).toMatchObject({ status: 404 });

    // It took the next one, and sent it back: that is the last that is known.
    await world.topUp(romashka, '10.00');
    await minutesPass();
    expect((await support.asks(routes.mailTroubles, { params })).items).toEqual([]);
    const { messageId } = world.mail.letters.at(-1)!;
    await (
      await world.staff('administrator')
    ).asks(routes.reportBounce, {
      raw: { bytes: bounceOf(messageId, DIRECTOR.toUpperCase()), type: 'text/plain' },
    });
    expect((await support.asks(routes.mailTroubles, { params })).items).toMatchObject([
      { address: DIRECTOR, state: 'bounced' },
    ]);
    // Another address in the requisites is the end of it.
    await romashka.givesRequisites({ emails: [BUH] });
    expect((await romashka.owner.asks(routes.mailTroubles, { params })).items).toEqual([]);
  });

  it('is nothing when the line drops after the letter was said: it comes again under its Message-ID', async () => {
    world.mail.meets('drops the connection');
    await world.topUp(romashka, '10.00');
    await minutesPass(10);
    const [mail] = await world.sql('select tries from mail order by created_at desc, id desc limit 1');
    expect(mail).toEqual({ tries: 2 });
    expect(world.mail.letters).toHaveLength(1);
    expect(await byEmail('topped_up')).toEqual(['accepted']);
  });

  it('may be taken back by a report: when both addresses sent it back, nobody was told', async () => {
    await world.topUp(romashka, '10.00');
    await minutesPass();
    const { messageId } = world.mail.letters[0]!;
    const administrator = await world.staff('administrator');
    const reports = (address: string) =>
      administrator.asks(routes.reportBounce, {
        raw: { bytes: bounceOf(messageId, address), type: 'text/plain' },
      });
    expect(await reports(BUH)).toEqual({ recipients: 1, bounced: 1 });
    expect(await byEmail('topped_up')).toEqual(['accepted']);
    expect(await reports(BUH)).toEqual({ recipients: 1, bounced: 0 });
    expect(await reports('stranger@example.com')).toEqual({ recipients: 1, bounced: 0 });
    expect(await reports(DIRECTOR)).toEqual({ recipients: 1, bounced: 1 });
    expect((await byEmail('topped_up')).sort()).toEqual(['accepted', 'bounced']);
    const raw = { bytes: new Blob(['Content-Type: text/plain\r\n\r\nI am away']), type: 'text/plain' };
    expect(await administrator.isRefused(routes.reportBounce, { raw })).toMatchObject({
      code: 'validation_failed',
    });
    expect(await romashka.owner.isRefused(routes.reportBounce, { raw })).toMatchObject({ code: 'forbidden' });
  });

  it('goes in the language of each reader, one letter for each language', async () => {
    await world.sql(`update account_user set email = $2, language = 'en' where account_id = $1`, [
      romashka.id,
      DIRECTOR,
    ]);
    await romashka.givesRequisites({ emails: [BUH, DIRECTOR] });
    await romashka.owner.asks(routes.chooseNotices, {
      params: { id: romashka.id },
      body: { language: 'en' },
    });
    await world.topUp(romashka, '10.00');
    await minutesPass();
    const english = world.mail.letters.find(({ to }) => to.includes(DIRECTOR))!;
    expect(english.text).toContain('₽10.00 added to the balance');
    expect(english.html).toContain('Open the control panel');
    expect(english.html.replace('ООО «Ромашка»', '')).not.toMatch(/[а-яё]/iu);
    expect(await byEmail('topped_up')).toEqual(['accepted']);
  });

  it('decides whether data may be erased: a warning that came back is no warning (money-rules, Renewal)', async () => {
    await world.product('chats', { price: '4000.00' });
    await world.topUp(romashka, '5000.00');
    await romashka.connects('chats');
    world.mail.refuses(BUH, 550);
    world.mail.refuses(DIRECTOR, 550);
    await world.moveTo('2027-12-25T09:00:00+03:00');
    expect((await romashka.notices('erasure_warning')).length).toBe(1);
    expect(await byEmail('erasure_warning')).toEqual(['bounced']);
    expect(await romashka.state()).toBe('frozen');
    const { items } = await romashka.owner.asks(routes.widgetNotices);
    await world.moveTo('2028-01-10T09:00:00+03:00');
    expect(await romashka.state()).toBe('frozen');
    const warning = items.find(({ kind }) => kind === 'erasure_warning')!;
    await romashka.owner.asks(routes.noticeSeen, { params: { id: warning.id } });
    await world.moveTo('2028-01-16T09:00:00+03:00');
    expect(await romashka.state()).toBe('frozen');
    await world.moveTo('2028-01-17T09:00:00+03:00');
    expect(await romashka.state()).toBe('erased');
  });
});

describe('a mail server that offers TLS', () => {
  afterEach(() => world?.end());

  it('is spoken to through it', async () => {
    await opens({ mail: { startTls: true, query: '?tls.rejectUnauthorized=false' } });
    await begins();
    await world.topUp(romashka, '10.00');
    await minutesPass();
    expect(world.mail.letters.map(({ secure }) => secure)).toEqual([true]);
  });

  it('with a certificate nobody vouches for is told nothing, in the clear least of all', async () => {
    await opens({ mail: { startTls: true } });
    await begins();
    await world.topUp(romashka, '10.00');
    await minutesPass(10);
    expect(world.mail.letters).toEqual([]);
    expect(await byEmail('topped_up')).toEqual([]);
  });
});
