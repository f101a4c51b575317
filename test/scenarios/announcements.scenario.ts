import { routes, type ComposeAnnouncementDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import type { Customer } from '../kit/customer';
import { SELLER, World } from '../kit/world';

let world: World;
let romashka: Customer;
let vasilek: Customer;
beforeAll(async () => {
  world = await World.open({ mail: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  vasilek = await world.account('ИП Василёк');
  await world.product('chats', { price: '100.00', name: 'Чаты' });
  await world.grants(romashka, '1000.00');
  await romashka.connects('chats');
  await romashka.givesRequisites({ emails: ['buh@romashka.example'] });
  await aMinutePasses();
  world.mail.letters.length = 0;
});

const aMinutePasses = async (minutes = 1): Promise<void> =>
  world.moveTo(new Date((await world.now()).getTime() + minutes * 60_000).toISOString());
const manager = () => world.staff('account_manager');
const maintenance: ComposeAnnouncementDto = {
  kind: 'maintenance',
  audience: { seller: SELLER, people: 'everyone' },
  texts: {
    ru: { title: 'Работы {date}', text: '{account}, {date} с {time} продукты недоступны.' },
    en: { title: 'Maintenance on {date}', text: 'Products of {account} are unavailable from {time}.' },
  },
  effectiveOn: localDate('2027-06-03'),
  effectiveTime: '02:00',
};
type Wish = Partial<Omit<ComposeAnnouncementDto, 'effectiveOn'>> & { effectiveOn?: string | undefined };
const composed = (wish: Wish): ComposeAnnouncementDto =>
  ({ ...maintenance, ...wish }) as ComposeAnnouncementDto;
const announces = async (wish: Wish = {}) =>
  (await manager()).asks(routes.scheduleAnnouncement, { body: composed(wish) });
const cannotAnnounce = async (wish: Wish) =>
  (await manager()).isRefused(routes.scheduleAnnouncement, { body: composed(wish) });
const read = async (id: string) => (await manager()).asks(routes.announcement, { params: { id } });

describe('an announcement (rules 24, 25, 27, 29)', () => {
  it('is looked at before it is sent: who is reached, in what words, and the earliest allowed moment', async () => {
    const body = composed({ effectiveOn: '2027-06-02' });
    const preview = await (await manager()).asks(routes.previewAnnouncement, { body });
    expect(preview).toMatchObject({
      accounts: 2,
      withoutEmail: 1,
      inTime: false,
      earliest: { on: '2027-06-02', time: '09:01' },
      reached: [{ name: 'ИП Василёк' }, { name: 'ООО «Ромашка»' }],
    });
    expect(preview.sample).toMatchObject({
      account: 'ИП Василёк',
      ru: { title: 'Работы 02.06.2027', text: 'ИП Василёк, 02.06.2027 с 02:00 продукты недоступны.' },
      en: { title: 'Maintenance on 2 June 2027' },
    });
    expect(preview.sample!.ru.letterHtml).toContain('02.06.2027 с 02:00');
    expect(preview.sample!.ru.letterHtml).toContain('Технические уведомления приходят всем');
    const news = {
      body: {
        kind: 'news' as const,
        audience: maintenance.audience,
        texts: { ru: { title: 'Новое', text: 'Отчёт' } },
      },
    };
    const { sample } = await (await manager()).asks(routes.previewAnnouncement, news);
    expect(sample!.ru.letterHtml).toContain('Отписаться от таких писем');
    expect((await romashka.notices('maintenance')).length).toBe(0);
    expect((await (await manager()).asks(routes.announcements)).items).toEqual([]);
  });

  it('is told at once in the words of each account: in the widget, the panel and by e-mail', async () => {
    const { id, state } = await announces();
    expect(state).toBe('scheduled');
    await aMinutePasses();
    expect(await read(id)).toMatchObject({ state: 'posted', accounts: 2, emailed: 1, seen: 0 });
    const listed = async () => (await (await manager()).asks(routes.announcements)).items[0];
    expect(await listed()).toMatchObject({ id, accounts: 2, emailed: 1, seen: 0 });
    expect((await listed())!.countedAt).toBe((await world.now()).toISOString());
    const [notice] = await romashka.notices('maintenance');
    expect(notice!.facts).toMatchObject({
      title: 'Работы 03.06.2027',
      text: 'ООО «Ромашка», 03.06.2027 с 02:00 продукты недоступны.',
      effectiveOn: '2027-06-03',
    });
    const { items } = await vasilek.owner.asks(routes.widgetNotices, { query: { lang: 'en' } });
    expect(items[0]).toMatchObject({ kind: 'maintenance', title: 'Maintenance on 3 June 2027' });
    expect(world.mail.letters.map(({ to, subject }) => [to, subject])).toEqual([
      [['buh@romashka.example'], 'Работы 03.06.2027'],
    ]);
    await vasilek.owner.asks(routes.noticeSeen, { params: { id: items[0]!.id } });
    expect(await read(id)).toMatchObject({ seen: 1 });
  });

  it('about maintenance goes out 24 hours ahead and not a minute later; the refusal names the moment', async () => {
    expect(await cannotAnnounce({ effectiveOn: '2027-06-02', effectiveTime: '09:00' })).toMatchObject({
      code: 'notice_too_short',
      earliest: '2027-06-02',
      earliestTime: '09:01',
      errors: [{ path: 'effectiveOn', message: 'Самая ранняя дата — 02.06.2027, 09:01' }],
    });
    await announces({ effectiveOn: '2027-06-02', effectiveTime: '09:01' });
  });

  it.each([
    ['product_withdrawn', '2027-07-01', '2027-06-30'],
    ['terms_change', '2027-06-11', '2027-06-10'],
  ] as const)('of a %s goes out as far ahead as the offer says', async (kind, earliest, late) => {
    const wish = {
      kind,
      audience: { seller: SELLER, people: 'administrators' as const, productCodes: ['chats'] },
      texts: { ru: { title: '{product}', text: 'С {date}' } },
      effectiveTime: undefined,
    };
    expect(await cannotAnnounce({ ...wish, effectiveOn: late })).toMatchObject({
      code: 'notice_too_short',
      earliest,
    });
    const { id } = await announces({ ...wish, effectiveOn: earliest });
    await aMinutePasses();
    expect(await read(id)).toMatchObject({ state: 'posted', accounts: 1 });
    expect((await romashka.notices(kind))[0]!.facts).toMatchObject({ title: '«Чаты»' });
    expect(await vasilek.notices(kind)).toEqual([]);
  });

  it('waits for its time, is told once however often the clock comes by, and cannot be taken back afterwards', async () => {
    const { id } = await announces({ postAt: '2027-06-01T15:00:00+03:00' });
    await world.moveTo('2027-06-01T14:59:00+03:00');
    expect(await romashka.notices('maintenance')).toEqual([]);
    await world.moveTo('2027-06-03T15:00:00+03:00');
    const [notice, ...more] = await romashka.notices('maintenance');
    expect(notice!.createdAt).toBe('2027-06-01T12:00:00.000Z');
    expect(more).toEqual([]);
    expect(world.mail.letters).toHaveLength(1);
    expect(await (await manager()).isRefused(routes.cancelAnnouncement, { params: { id } })).toMatchObject({
      code: 'announcement_posted',
    });
  });

  it('is taken back before its time, and then nobody is told', async () => {
    const { id } = await announces({ postAt: '2027-06-01T15:00:00+03:00' });
    const cancelled = await (await manager()).asks(routes.cancelAnnouncement, { params: { id } });
    expect(cancelled.state).toBe('cancelled');
    await world.moveTo('2027-06-02T15:00:00+03:00');
    expect(await romashka.notices('maintenance')).toEqual([]);
  });

  it('that an outage of ours made too late is held and tells nobody; staff see why', async () => {
    const { id } = await announces({ postAt: '2027-06-01T15:00:00+03:00' });
    await world.schedulerStops();
    await world.moveTo('2027-06-02T09:00:00+03:00');
    await world.schedulerWorks();
    const held = await read(id);
    expect(held.state).toBe('held');
    expect(held.heldBecause).toContain('Самая ранняя дата — 03.06.2027, 09:00');
    expect(await romashka.notices('maintenance')).toEqual([]);
  });

  it('is composed once under one Idempotency-Key, and only by who may', async () => {
    const key = 'announce-once';
    const body = maintenance;
    const boss = await manager();
    const first = await boss.asks(routes.scheduleAnnouncement, { body, idempotencyKey: key });
    const again = await boss.asks(routes.scheduleAnnouncement, { body, idempotencyKey: key });
    expect(again.id).toBe(first.id);
    await aMinutePasses();
    expect(await romashka.notices('maintenance')).toHaveLength(1);
    for (const role of ['support', 'accountant'] as const)
      expect(await (await world.staff(role)).isRefused(routes.scheduleAnnouncement, { body })).toMatchObject({
        code: 'forbidden',
      });
    expect(await romashka.owner.isRefused(routes.announcements)).toMatchObject({ code: 'forbidden' });
  });

  it('for administrators is not shown to who only looks on', async () => {
    await announces({ audience: { seller: SELLER, people: 'administrators' } });
    await aMinutePasses();
    const kinds = async () => (await romashka.owner.asks(routes.widgetNotices)).items.map(({ kind }) => kind);
    expect(await kinds()).toContain('maintenance');
    await world.sql(`update account_user set level = 'viewer' where account_id = $1`, [romashka.id]);
    expect(await kinds()).not.toContain('maintenance');
  });

  it('is refused with the field named: nobody reached, unknown placeholders, no date', async () => {
    const nobody = { seller: SELLER, people: 'everyone', states: ['frozen'] } as const;
    expect(await cannotAnnounce({ audience: { ...nobody, states: ['frozen'] } })).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'audience' }],
    });
    expect(
      await cannotAnnounce({ texts: { ru: { title: 'Без {смысла}', text: '{product}' } } }),
    ).toMatchObject({ errors: [{ path: 'texts.ru.title' }, { path: 'texts.ru.text' }] });
    expect(await cannotAnnounce({ effectiveOn: undefined, effectiveTime: undefined })).toMatchObject({
      errors: [{ path: 'effectiveOn' }],
    });
    expect(
      await cannotAnnounce({ texts: { ru: { title: 'Раз\r\nBcc: all@example.com', text: 'Два' } } }),
    ).toMatchObject({ errors: [{ path: 'texts.ru.title' }] });
  });

  it('full of markup, line breaks and sly names stays text in the letter and in the widget', async () => {
    const sly = await world.account('<img src=x onerror=alert(1)> {seller}');
    await sly.givesRequisites({ emails: ['sly@example.com'] });
    await aMinutePasses();
    world.mail.letters.length = 0;
    await announces({
      audience: { seller: SELLER, accountIds: [sly.id], people: 'everyone' },
      texts: { ru: { title: '<script>1</script> {account}', text: 'Раз\n<b>два</b>' } },
    });
    await aMinutePasses();
    const letter = world.mail.letters.find(({ subject }) => subject.includes('<script>1</script>'))!;
    expect(letter.html).not.toMatch(/<script|<img|<b>/);
    expect(letter.html).toContain('Раз<br>&lt;b&gt;два&lt;/b&gt;');
    expect(letter.text).toContain('<script>1</script> <img src=x onerror=alert(1)> {seller}');
    expect(letter.headers.filter(({ key }) => key === 'subject')).toHaveLength(1);
    const { items } = await sly.owner.asks(routes.widgetNotices);
    expect(items[0]!.title).toBe('<script>1</script> <img src=x onerror=alert(1)> {seller}');
  });

  it('reaches as many accounts as there are, in batches, and carries on where a dead process had got to', async () => {
    await world.sql(
      `insert into account (id, seller_code, amocrm_account_id, subdomain, name, state, offer_version, installed_at)
       select ('0197abcd-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, a.seller_code, 90000000 + n, 'bulk-' || n, 'Аккаунт ' || n,
              a.state, a.offer_version, a.installed_at
         from account a, generate_series(1, 2500) n where a.id = $1`,
      [romashka.id],
    );
    const { id } = await announces({ postAt: '2027-06-01T15:00:00+03:00' });
    // A process that told one account and died before it wrote down more.
    await world.sql(
      `insert into notice (account_id, id, key, kind, facts, created_at, announcement_id)
       values ($1, gen_random_uuid(), 'announcement:' || $2, 'maintenance', '{}', now(), $2::uuid)`,
      [romashka.id, id],
    );
    await world.sql(`update announcement set state = 'posting' where id = $1`, [id]);
    await world.moveTo('2027-06-01T15:00:00+03:00');
    expect(await read(id)).toMatchObject({ state: 'posted', accounts: 2502 });
    expect(await romashka.notices('maintenance')).toHaveLength(1);
  });
});
