import { routes } from '@rocket/contracts';
import { ANNA, PETR, companyInAmocrm, inPanel, inWidget, panelSecret } from '../kit/amocrm-people';
import type { Person } from '../kit/person';
import { at, letter, said, wish, writes } from '../kit/support-words';
import { World } from '../kit/world';

const ROMASHKA = 31_415_927;

let world: World;
let petr: Person;
let anna: Person;
let id: string;
beforeAll(async () => {
  world = await World.open({ amocrm: true, mail: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  world.mail.forget();
  await world.begin('2026-11-25T10:00:00+03:00');
  companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
  expect(await world.amocrm.install(ROMASHKA)).toBe(200);
  await world.moveTo('2026-11-25T10:00:01+03:00');
  const enters = async (userId: number): Promise<Person> =>
    inPanel(world, await panelSecret(await inWidget(world, ROMASHKA, userId, 'romashka')));
  anna = await enters(ANNA);
  petr = await enters(PETR);
  ({ id } = (await (await inWidget(world, ROMASHKA, ANNA, 'romashka')).asks(routes.widgetState)).account);
});

it('a person who may only look writes too, and is answered by letter beside those who run the account (10.5)', async () => {
  const request = await petr.asks(routes.askSupport, { params: { id }, body: wish('Кнопка') });
  expect(request.askedBy).toBe('Пётр Ильин');
  await writes(await world.staff('support'), request, 'Исправили, обновите страницу');
  const answers = [
    await letter(
      world.mail,
      (one) => one.to.includes('petr@romashka.example') && one.subject.includes('Ответ'),
    ),
    await letter(
      world.mail,
      (one) => one.to.includes('anna@romashka.example') && one.subject.includes('Ответ'),
    ),
  ];
  for (const { text } of answers) expect(text).toContain('Исправили, обновите страницу');
  const { items } = await anna.asks(routes.supportRequestsOf, { params: { id }, query: {} });
  expect(items.map(({ subject }) => subject)).toEqual(['Кнопка']);
  const toPetr = world.mail.letters.filter(({ to }) => to.includes('petr@romashka.example'));
  expect(toPetr.every(({ subject }) => /обращени/i.test(subject))).toBe(true);
});

it('a person takes what they wrote in a copy of their data, and it goes when these are erased; our answers stay', async () => {
  const request = await petr.asks(routes.askSupport, { params: { id }, body: wish('Мой телефон +7 900') });
  const support = await world.staff('support');
  await writes(support, request, 'Починили');
  await writes(anna, request, 'Спасибо от Анны');
  const copy = await petr.asks(routes.takePersonalData, { params: { id }, body: {} });
  expect(copy.supportMessages).toMatchObject([
    { number: request.number, subject: 'Мой телефон +7 900', text: wish().text },
  ]);
  const erasure = await petr.asks(routes.askAboutPersonalData, {
    params: { id },
    body: { kind: 'erasure' },
  });
  await (
    await world.staff('administrator')
  ).asks(routes.answerPersonalDataRequest, {
    params: { id: erasure.id },
    body: { decision: 'done', words: 'Удалили' },
  });
  expect(await support.asks(routes.supportRequest, at(request))).toMatchObject({
    number: request.number,
    subject: '',
    askedBy: 'Данные удалены',
  });
  expect(await said(support, request)).toEqual([
    'customer Данные удалены: ',
    expect.stringContaining('Починили'),
    expect.stringContaining('Спасибо от Анны'),
  ]);
  expect(
    await world.sql(`select 1 from notice where facts::text like '%+7 900%' or facts::text like '%С утра%'`),
  ).toEqual([]);
});
