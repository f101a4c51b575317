import { routes, type ComposeAnnouncementDto } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import { SELLER, World } from '../kit/world';

const BUH = 'buh@romashka.example';
const OWNER = 'owner@romashka.example';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open({ mail: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  world.mail.forget();
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await world.sql('update account_user set email = $2 where account_id = $1', [romashka.id, OWNER]);
  await romashka.givesRequisites({ emails: [BUH, OWNER] });
  await minutesPass();
  world.mail.forget();
});

const minutesPass = async (minutes = 1): Promise<void> =>
  world.moveTo(new Date((await world.now()).getTime() + minutes * 60_000).toISOString());
const announces = async (kind: ComposeAnnouncementDto['kind'], title: string) => {
  const body: ComposeAnnouncementDto = {
    kind,
    audience: { seller: SELLER, people: 'everyone' },
    texts: { ru: { title, text: 'Текст' } },
  };
  await (await world.staff('administrator')).asks(routes.scheduleAnnouncement, { body });
  await minutesPass();
};
const letters = () => world.mail.letters.map(({ to, subject }) => `${subject} → ${to.join(', ')}`).sort();
const header = (at: number, key: string) =>
  world.mail.letters[at]!.headers.find((each) => each.key === key)?.value;
const linkIn = (address: string): string => {
  const at = world.mail.letters.findIndex(({ to }) => to.includes(address));
  return /^<(.+)>$/.exec(header(at, 'list-unsubscribe')!)![1]!.replace(world.url, '').replace('/api/v1', '');
};
const params = () => ({ id: romashka.id });

describe('news and promotions (rule 27)', () => {
  it('bear a link to end them, which the reader’s own program may press; technical letters bear none', async () => {
    await announces('news', 'Новость');
    expect(letters()).toEqual([`Новость → ${BUH}`, `Новость → ${OWNER}`]);
    expect(header(0, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(world.mail.letters[0]!.html).toContain('Отписаться от таких писем');
    world.mail.forget();
    await world.topUp(romashka, '10.00');
    await minutesPass();
    expect(header(0, 'list-unsubscribe')).toBeUndefined();
    expect(world.mail.letters[0]!.html).not.toContain('Отписаться');
  });

  it('end by one click without signing in; looking at the page ends nothing, twice is once', async () => {
    await announces('news', 'Раз');
    const link = linkIn(BUH);
    const page = await world.stranger.sends('GET', link);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<form method="post">');
    await announces('news', 'Два');
    expect(letters()).toContain(`Два → ${BUH}`);
    const oneClick = {
      bytes: Buffer.from('List-Unsubscribe=One-Click'),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
    for (let nth = 0; nth < 2; nth += 1) {
      const answer = await world.stranger.sends('POST', link, oneClick);
      expect([answer.status, answer.text.includes('Вы отписаны')]).toEqual([200, true]);
    }
    world.mail.forget();
    await announces('news', 'Три');
    await announces('promotion', 'Акция');
    await announces('maintenance', 'Работы').catch(() => undefined);
    expect(letters()).toEqual([`Акция → ${BUH}`, `Акция → ${OWNER}`, `Три → ${OWNER}`]);
  });

  it('are ended by nobody who made a link up or changed a sign of one', async () => {
    await announces('news', 'Раз');
    const link = linkIn(BUH);
    const signs = [...link];
    signs[signs.length - 5] = signs[signs.length - 5] === 'A' ? 'B' : 'A';
    for (const forged of [
      signs.join(''),
      '/mail/unsubscribe?token=abc',
      '/mail/unsubscribe?token=%00',
      '/mail/unsubscribe',
    ])
      for (const method of ['GET', 'POST'])
        expect((await world.stranger.sends(method, forged)).status).toBeGreaterThanOrEqual(400);
    world.mail.forget();
    await announces('news', 'Два');
    expect(letters()).toHaveLength(2);
  });

  it('are switched off by a user in the panel, for the widget and for the own address, and on again', async () => {
    const { owner } = romashka;
    expect(await owner.asks(routes.noticeChoice, { params: params() })).toEqual({
      language: 'ru',
      news: true,
      promotions: true,
      optional: ['news', 'promotions'],
    });
    await owner.asks(routes.chooseNotices, { params: params(), body: { news: false } });
    await announces('news', 'Новость');
    expect(letters()).toEqual([`Новость → ${BUH}`]);
    const seen = async () =>
      (await owner.asks(routes.widgetNotices)).items.filter(({ kind }) => kind === 'news').length;
    expect(await seen()).toBe(0);
    await owner.asks(routes.chooseNotices, { params: params(), body: { news: true } });
    expect(await seen()).toBe(1);
  });

  it('that the owner unsubscribed from by a letter stay away from the widget too', async () => {
    await announces('news', 'Раз');
    await world.stranger.sends('POST', linkIn(OWNER));
    expect((await romashka.owner.asks(routes.noticeChoice, { params: params() })).news).toBe(false);
  });

  it('that nobody wants are written to nobody, and the archive says why', async () => {
    await announces('news', 'Раз');
    await world.stranger.sends('POST', linkIn(OWNER));
    await world.stranger.sends('POST', linkIn(BUH));
    world.mail.forget();
    await announces('news', 'Два');
    await minutesPass(10);
    expect(letters()).toEqual([]);
    const [notice] = await romashka.notices('news');
    expect(notice!.deliveries).toMatchObject([{ channel: 'email', state: 'declined' }]);
  });

  it('cannot be declined where the offer does not say so, nor may technical notices be', async () => {
    await world.sql(`update offer_version set terms = jsonb_set(terms, '{noticeOptOut}', '["promotions"]')`);
    const refused = await romashka.owner.isRefused(routes.chooseNotices, {
      params: params(),
      body: { news: false },
    });
    expect(refused).toMatchObject({ code: 'notice_not_optional', errors: [{ path: 'news' }] });
    await announces('news', 'Всем');
    expect(letters()).toEqual([`Всем → ${BUH}, ${OWNER}`]);
    const technical = await romashka.owner.sends('PUT', `/accounts/${romashka.id}/notice-choice`, {
      body: { maintenance: false },
    });
    expect(technical.status).toBe(422);
  });
});
