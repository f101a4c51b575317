import { routes } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import { textOf } from '../kit/paper';
import { SELLER, World } from '../kit/world';

const BUH = 'buh@romashka.example';
const DIRECTOR = 'director@romashka.example';

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
  await romashka.givesRequisites({ emails: [BUH, DIRECTOR] });
  await minutesPass();
});

const minutesPass = async (minutes = 1): Promise<void> =>
  world.moveTo(new Date((await world.now()).getTime() + minutes * 60_000).toISOString());
const announces = async () => {
  const announcement = await (
    await world.staff('administrator')
  ).asks(routes.scheduleAnnouncement, {
    body: {
      kind: 'seller_requisites',
      audience: { seller: SELLER, people: 'everyone' },
      texts: { ru: { title: 'Новые реквизиты', text: 'Счёт в другом банке; =cmd()' } },
    },
  });
  await minutesPass();
  return announcement;
};

describe('evidence of what people were told (rule 28)', () => {
  it('names each address with its server’s answer and each person who saw it, in order', async () => {
    world.mail.refuses(DIRECTOR, 550);
    const { id } = await announces();
    const { items } = await romashka.owner.asks(routes.widgetNotices);
    const seen = items.find(({ kind }) => kind === 'seller_requisites')!;
    await minutesPass(5);
    await romashka.owner.asks(routes.noticeAcknowledged, { params: { id: seen.id } });
    const support = await world.staff('support');
    const ofAccount = await support.asks(routes.accountEvidence, { params: { id: romashka.id } });
    const told = ofAccount.items.find(({ kind }) => kind === 'seller_requisites')!;
    expect(told).toMatchObject({ title: 'Новые реквизиты', text: 'Счёт в другом банке; =cmd()' });
    expect(told.steps.map(({ channel, state, who }) => `${channel} ${state} ${who}`).sort()).toEqual([
      `email accepted ${BUH}`,
      `email refused ${DIRECTOR}`,
      'push acknowledged Владелец',
      'push seen Владелец',
      'push shown Владелец',
    ]);
    // To understand is to see: both of one moment, and in the order people think of them.
    const inWidget = told.steps.filter(({ channel }) => channel === 'push').map(({ state }) => state);
    expect(inWidget).toEqual(['shown', 'seen', 'acknowledged']);
    expect(told.steps.find(({ state }) => state === 'refused')!.answer).toMatch(/^550/);
    const ofAnnouncement = await support.asks(routes.announcementEvidence, { params: { id } });
    expect(ofAnnouncement.items).toEqual([told]);
  });

  it('is printed: a PDF with every step, and a CSV that no spreadsheet takes for a formula', async () => {
    const { id } = await announces();
    const support = await world.staff('support');
    const address = `/accounts/${romashka.id}/notices/evidence`;
    const pdf = await support.downloads(`${address}?format=pdf`);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const text = textOf(pdf);
    if (text !== null) {
      expect(text).toContain('Уведомления с 01.06.2026 по 01.06.2027');
      expect(text).toContain('Принято почтовым');
    }
    const csv = (await support.downloads(`/announcements/${id}/evidence?format=csv`)).toString('utf8');
    expect(csv).toContain('Объявление «Новые реквизиты»');
    expect(csv).toMatch(new RegExp(`Почта;${BUH};Принято почтовым сервером;250`));
    // No line leaves open by which channel and to whom.
    expect(csv).toContain(';"Виджет, кабинет";Всем пользователям аккаунта;Опубликовано;');
    expect(csv).not.toMatch(/;;;/);
    expect((await support.downloads(`/announcements/${id}/evidence?format=pdf`)).length).toBeGreaterThan(
      1000,
    );
  });

  it('is of the days that were asked for, and only for staff', async () => {
    await world.moveTo('2027-06-10T09:00:00+03:00');
    const support = await world.staff('support');
    const params = { id: romashka.id };
    const between = async (from: string, to: string) =>
      (await support.asks(routes.accountEvidence, { params, query: { from, to } as never })).items.map(
        ({ kind }) => kind,
      );
    expect(await between('2027-06-01', '2027-06-01')).toContain('welcome');
    expect(await between('2027-06-02', '2027-06-10')).not.toContain('welcome');
    expect(await romashka.owner.isRefused(routes.accountEvidence, { params })).toMatchObject({
      code: 'forbidden',
    });
    expect(
      await support.isRefused(routes.announcementEvidence, {
        params: { id: '00000000-0000-7000-8000-000000000000' },
      }),
    ).toMatchObject({ code: 'not_found' });
  });
});
