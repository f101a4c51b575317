import { routes, type PersonalDataRequestDto } from '@rocket/contracts';
import { ANNA, PETR, companyInAmocrm, inPanel, inWidget, panelSecret } from '../kit/amocrm-people';
import type { Person } from '../kit/person';
import { World } from '../kit/world';

const ROMASHKA = 31_415_926;

let world: World;
let anna: Person;
let petr: Person;
let administrator: Person;
let id: string;
beforeAll(async () => {
  world = await World.open({ amocrm: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2026-10-30T10:00:00+03:00');
  companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
  expect(await world.amocrm.install(ROMASHKA)).toBe(200);
  await world.moveTo('2026-10-30T10:00:01+03:00');
  anna = await enters(ANNA);
  petr = await enters(PETR);
  ({ id } = (await (await inWidget(world, ROMASHKA, ANNA, 'romashka')).asks(routes.widgetState)).account);
  administrator = await world.staff('administrator');
});

const enters = async (userId: number): Promise<Person> =>
  inPanel(world, await panelSecret(await inWidget(world, ROMASHKA, userId, 'romashka')));
const asks = (who: Person, kind: 'correction' | 'block' | 'unblock' | 'erasure', words = '') =>
  who.asks(routes.askAboutPersonalData, { params: { id }, body: { kind, words } });
const answers = (request: PersonalDataRequestDto, decision: 'done' | 'refused', more: object = {}) =>
  administrator.asks(routes.answerPersonalDataRequest, {
    params: { id: request.id },
    body: { decision, words: 'Проверили', ...more },
  });
const people = async () => (await administrator.asks(routes.accountUsers, { params: { id } })).items;
const nameOf = async (amocrmUserId: number) =>
  (await people()).find((one) => one.amocrmUserId === amocrmUserId)!;
const amocrmListsAgain = () => administrator.asks(routes.readUsers, { params: { id } });

it('a person takes a copy of what is held about them, and that it was given stands in the register (8.8.1, 8.9.12)', async () => {
  const copy = await petr.asks(routes.takePersonalData, { params: { id }, body: {} });
  expect(copy).toMatchObject({
    handling: 'open',
    person: { name: 'Пётр Ильин', email: 'petr@romashka.example', amocrmUserId: PETR, level: 'viewer' },
  });
  expect(copy.consents).not.toHaveLength(0);
  const { items } = await administrator.asks(routes.personalDataRequests, { query: {} });
  expect(items).toMatchObject([{ number: copy.number, kind: 'copy', state: 'done', dueOn: '2026-10-30' }]);
  expect(JSON.stringify(copy)).not.toContain('Анна');
});

it('a correction is due in 7 working days and is stronger than what amoCRM lists later (8.9.8)', async () => {
  const request = await asks(petr, 'correction', 'Фамилия теперь Орлов');
  expect(request).toMatchObject({ state: 'waiting', dueOn: '2026-11-11' });
  expect((await asks(petr, 'correction', 'Ещё раз')).id).toBe(request.id);
  expect(
    (
      await administrator.isRefused(routes.answerPersonalDataRequest, {
        params: { id: request.id },
        body: { decision: 'done', words: 'Да' },
      })
    ).code,
  ).toBe('validation_failed');
  expect(await answers(request, 'done', { name: 'Пётр Орлов' })).toMatchObject({
    state: 'done',
    answer: 'Проверили',
  });
  await amocrmListsAgain();
  expect(await nameOf(PETR)).toMatchObject({ name: 'Пётр Орлов', email: 'petr@romashka.example' });
  await asks(petr, 'block');
  await asks(petr, 'unblock');
  await amocrmListsAgain();
  expect(await nameOf(PETR)).toMatchObject({ name: 'Пётр Орлов', handling: 'corrected' });
  expect(
    (
      await administrator.isRefused(routes.answerPersonalDataRequest, {
        params: { id: request.id },
        body: { decision: 'refused', words: 'Нет' },
      })
    ).code,
  ).toBe('already_decided');
});

it('a block holds at once against everybody, is read by its person, and is lifted by them or by a refusal (8.9.7)', async () => {
  const request = await asks(petr, 'block', 'Проверьте, откуда у вас мой адрес');
  await amocrmListsAgain();
  expect(await nameOf(PETR)).toMatchObject({ name: 'Данные закрыты', email: null });
  const copy = await petr.asks(routes.takePersonalData, { params: { id }, body: {} });
  expect(copy).toMatchObject({ handling: 'blocked', person: { name: 'Пётр Ильин' } });
  expect(await asks(petr, 'unblock')).toMatchObject({ state: 'done' });
  expect(await nameOf(PETR)).toMatchObject({ name: 'Пётр Ильин', email: 'petr@romashka.example' });
  expect(
    await administrator.asks(routes.personalDataRequests, { query: { state: 'waiting' } }),
  ).toMatchObject({
    items: [],
  });

  const again = await asks(petr, 'block');
  expect(again.id).not.toBe(request.id);
  await answers(again, 'refused');
  expect(await nameOf(PETR)).toMatchObject({ name: 'Пётр Ильин' });
});

it('erasure takes name, address and access for good; the last owner names another one first (8.9.11)', async () => {
  const request = await asks(petr, 'erasure');
  expect(request.dueOn).toBe('2026-11-29');
  expect(await nameOf(PETR)).toMatchObject({ name: 'Данные закрыты' });
  expect(
    (await petr.isRefused(routes.askAboutPersonalData, { params: { id }, body: { kind: 'unblock' } })).code,
  ).toBe('validation_failed');
  await answers(request, 'done');
  await amocrmListsAgain();
  expect(await nameOf(PETR)).toMatchObject({ name: 'Данные удалены', email: null, access: false });
  expect((await petr.sends('GET', `/accounts/${id}`)).status).toBe(401);
  expect(await world.sql(`select 1 from personal_data_seal`)).toEqual([]);
  expect(
    await world.sql(`select 1 from account_user where name ilike '%Ильин%' or email ilike '%petr%'`),
  ).toEqual([]);

  const owner = await asks(anna, 'erasure');
  expect(
    (
      await administrator.isRefused(routes.answerPersonalDataRequest, {
        params: { id: owner.id },
        body: { decision: 'done', words: 'Да' },
      })
    ).code,
  ).toBe('last_owner');
});

it('nobody asks for another person’s data; support writes a letter down for the person who sent it', async () => {
  const { id: personId } = await nameOf(PETR);
  expect(
    (
      await anna.isRefused(routes.askAboutPersonalData, {
        params: { id },
        body: { kind: 'erasure', personId },
      })
    ).code,
  ).toBe('forbidden');
  expect((await anna.isRefused(routes.takePersonalData, { params: { id }, body: { personId } })).code).toBe(
    'forbidden',
  );
  const support = await world.staff('support');
  const written = await support.asks(routes.askAboutPersonalData, {
    params: { id },
    body: { kind: 'erasure', words: 'Письмо № 12', personId },
  });
  expect(written.person.id).toBe(personId);
  expect((await petr.asks(routes.personalDataRequestsOf, { params: { id } })).items).toHaveLength(1);
  expect((await anna.asks(routes.personalDataRequestsOf, { params: { id } })).items).toEqual([]);
  const file = await administrator.sends('GET', '/personal-data-requests?format=csv');
  expect(file.text).toContain('Письмо № 12');
});
