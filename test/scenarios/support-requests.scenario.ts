import { randomUUID } from 'node:crypto';
import { routes, type SupportRequestDto } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import type { Person } from '../kit/person';
import { at, closes, letter, said, wish, writes } from '../kit/support-words';
import { World } from '../kit/world';
import { ROW_LAWS } from '../simulation/row-laws';

/** A Wednesday, in the hours of support of the first offer (10.2). */
const WEDNESDAY = '2026-11-25T10:00:00+03:00';

let world: World;
beforeAll(async () => {
  world = await World.open({ mail: true, processes: 2 });
});
afterAll(() => world?.end());
beforeEach(async () => {
  world.mail.forget();
  await world.begin(WEDNESDAY);
});
afterEach(async () => {
  for (const { law, broken } of ROW_LAWS.filter(({ law: name }) => name.includes('support')))
    expect({ law, broken: await world.sql(broken) }).toEqual({ law, broken: [] });
});

const asks = ({ id, owner }: Customer, subject?: string): Promise<SupportRequestDto> =>
  owner.asks(routes.askSupport, { params: { id }, body: wish(subject) });
const desk = async (who?: Person): Promise<SupportRequestDto[]> =>
  (await (who ?? (await world.staff('support'))).asks(routes.supportRequests, { query: {} })).items;
const moscow = (instant: string | null): string | null =>
  instant && new Date(new Date(instant).getTime() + 3 * 3_600_000).toISOString().slice(0, 16);

describe('a request', () => {
  it('has its number at once, and the same moment confirms it in the panel and by letter (10.4)', async () => {
    const romashka = await world.account('ООО «Ромашка»');
    await romashka.givesRequisites({ emails: ['buh@romashka.example'] });
    await asks(romashka, 'Первое');
    // With the welcome, of which it is told only now that there is an address.
    await world.mail.waitFor(1);
    const request = await asks(romashka);
    expect(request).toMatchObject({ number: 2, state: 'open', late: false, product: null });
    expect(moscow(request.dueAt)).toBe('2026-11-25T18:00');
    const { items } = await romashka.owner.asks(routes.notices, { params: { id: romashka.id }, query: {} });
    const told = items.find(({ title }) => title === 'Обращение № 2 принято')!;
    expect(told).toMatchObject({
      kind: 'support_taken',
      text: 'Ответим не позднее 25.11.2026, 18:00 (GMT+3).',
      createdAt: new Date(WEDNESDAY).toISOString(),
    });
    const sent = await letter(world.mail, (one) => one.subject === 'Обращение № 2 принято');
    expect(sent.text).toContain('25.11.2026, 18:00');
    expect(sent.text).toMatch(new RegExp(`Открыть обращение: http.*/support/${request.id}`));
  });

  it.each([
    ['on a Friday at 17:30', '2026-11-27T17:30:00+03:00', '2026-11-30T16:30'],
    ['on a Saturday', '2026-11-28T12:00:00+03:00', '2026-11-30T17:00'],
    ['on the eve of a holiday', '2027-11-03T15:00:00+03:00', '2027-11-08T14:00'],
    ['before the New Year holidays', '2026-12-30T17:00:00+03:00', '2027-01-11T16:00'],
  ])('written %s is answered in the hours of support', async (_when, now, due) => {
    await world.moveTo(now);
    expect(moscow((await asks(await world.account('ООО «Ромашка»'))).dueAt)).toBe(due);
  });

  it('is taken in a year whose calendar nobody has, and says that the time is not known', async () => {
    await world.begin('2027-12-30T17:00:00+03:00');
    const romashka = await world.account('ООО «Ромашка»');
    expect(await asks(romashka)).toMatchObject({
      number: 1,
      dueAt: null,
      calendarMissing: 2028,
      late: false,
    });
    expect(await romashka.notices('support_taken')).toMatchObject([
      { text: 'Срок ответа назвать пока нельзя: рабочие дни 2028 года ещё не объявлены.' },
    ]);
    expect(await desk()).toHaveLength(1);
  });

  it('gets one number each from parallel hands: 1…n of the seller, none twice and none left out', async () => {
    const customers = await Promise.all(['A', 'B', 'C'].map((name) => world.account(name)));
    const asked = await Promise.all(
      Array.from({ length: 18 }, (_, nth) => {
        const { id, owner } = customers[nth % 3]!;
        const body = nth % 6 === 5 ? { ...wish(), productCode: 'no-such' } : wish(`№ ${nth}`);
        return owner
          .at(world.urls[nth % 2]!)
          .asks(routes.askSupport, { params: { id }, body })
          .catch(() => null);
      }),
    );
    const numbers = asked.flatMap((one) => (one ? [one.number] : [])).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 15 }, (_, nth) => nth + 1));
  });

  it('is one however often its key is sent, and is not taken without a key', async () => {
    const { id, owner } = await world.account('ООО «Ромашка»');
    const path = `/accounts/${id}/support-requests`;
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => owner.sends('POST', path, { body: wish(), key })));
    const again = await owner.sends('POST', path, { body: wish(), key });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    for (const { status, body } of [...answers, again])
      expect(status === 201 ? body['id'] : body['code']).toBe(
        status === 201 ? again.body['id'] : 'idempotency_in_progress',
      );
    expect(await desk()).toHaveLength(1);
    expect(await owner.sends('POST', path, { body: wish('Другое'), key })).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    expect((await owner.sends('POST', path, { body: wish() })).body['code']).toBe('idempotency_key_required');
  });

  it('names one of the account’s own products, or none', async () => {
    await world.product('chats', { price: '100.00' });
    await world.product('other', { price: '100.00' });
    const romashka = await world.account('ООО «Ромашка»');
    await world.topUp(romashka, '5000.00');
    await romashka.connects('chats');
    const ask = (productCode: string) =>
      romashka.owner.sends('POST', `/accounts/${romashka.id}/support-requests`, {
        body: { ...wish(), productCode },
        key: randomUUID(),
      });
    expect((await ask('chats')).body).toMatchObject({ product: { code: 'chats', name: 'Продукт chats' } });
    for (const wrong of ['other', 'nothing'])
      expect(await ask(wrong)).toMatchObject({ status: 422, body: { errors: [{ path: 'productCode' }] } });
  });

  it('is refused by the field when it says nothing, says too much, or hides a header in its subject', async () => {
    const { id, owner } = await world.account('ООО «Ромашка»');
    const refusals = async (body: object): Promise<string[]> => {
      const answer = await owner.sends('POST', `/accounts/${id}/support-requests`, {
        body,
        key: randomUUID(),
      });
      expect(answer.status).toBe(422);
      return (answer.body['errors'] as { path: string }[]).map(({ path }) => path);
    };
    expect(await refusals({})).toEqual(['subject', 'text']);
    expect(await refusals({ subject: '   ', text: '\n\n' })).toEqual(['subject', 'text']);
    expect(await refusals({ subject: 'т'.repeat(121), text: 'т'.repeat(5001) })).toEqual(['subject', 'text']);
    expect(await refusals({ ...wish('Лиды\r\nBcc: spy@example.com') })).toEqual(['subject']);
    expect(await refusals({ ...wish(), number: 7 })).toEqual(['number']);
    expect(await desk()).toEqual([]);
  });

  it('promises what the account’s own offer promises: days, or nothing', async () => {
    const asked = async (seller: string) => asks(await world.account('ТОО «Дала»', { seller }));
    expect(await asked('itgrix')).toMatchObject({
      number: 1,
      dueAt: null,
      calendarMissing: null,
      late: false,
    });
    const days = await asked('astars');
    expect(days.number).toBe(1);
    expect(moscow(days.dueAt)).toBe('2026-12-25T23:59');
  });
});

it('an account reads how else support is reached and when it is there, by the offer', async () => {
  const { id, owner } = await world.account('ООО «Ромашка»');
  const { support } = await owner.asks(routes.supportRequestsOf, { params: { id }, query: {} });
  expect(support).toEqual({
    email: 'support@rocket.red',
    phone: '8 (495) 127-09-67',
    hours: { days: 'monday_to_friday', from: '09:00', to: '18:00' },
    reaction: { count: 8, unit: 'hours' },
    offset: 'GMT+3',
  });
});

describe('a conversation', () => {
  it('is kept in order, waits from the first unanswered word, and opens again after it was closed', async () => {
    const romashka = await world.account('ООО «Ромашка»');
    const support = await world.staff('support');
    const request = await asks(romashka);
    await world.moveTo('2026-11-25T12:00:00+03:00');
    expect(await writes(romashka.owner, request, 'И звонки тоже')).toMatchObject({
      state: 'open',
      dueAt: request.dueAt,
    });
    expect(
      (await support.isRefused(routes.closeSupportRequest, { ...at(request), body: {} })).errors,
    ).toEqual([{ path: 'text', message: 'Напишите ответ: клиент ещё ждёт его' }]);
    const answer = 'Починили.\n<b>Проверьте</b>, пожалуйста';
    expect(await writes(support, request, answer)).toMatchObject({ state: 'answered', dueAt: null });
    expect(await closes(support, request)).toMatchObject({ state: 'closed' });
    expect((await support.isRefused(routes.closeSupportRequest, { ...at(request), body: {} })).code).toBe(
      'already_decided',
    );
    await world.moveTo('2026-11-27T17:30:00+03:00');
    const again = await writes(romashka.owner, request, 'Опять не приходят');
    expect(again).toMatchObject({ state: 'open', number: request.number });
    expect(moscow(again.dueAt)).toBe('2026-11-30T16:30');
    expect(await said(romashka.owner, request)).toEqual([
      expect.stringMatching(/^customer .+: С утра/),
      expect.stringMatching(/: И звонки тоже$/),
      expect.stringMatching(/^support .+: Починили\.\n<b>Проверьте<\/b>, пожалуйста$/),
      expect.stringMatching(/^support .+: {2}\[закрыто\]$/),
      expect.stringMatching(/: Опять не приходят$/),
    ]);
    expect(await romashka.notices('support_answered')).toMatchObject([
      { title: 'Ответ на обращение № 1', text: answer },
    ]);
    expect(await romashka.notices('support_closed')).toHaveLength(1);
  });

  it('is read page by page, the newest word first', async () => {
    const romashka = await world.account('ООО «Ромашка»');
    const request = await asks(romashka);
    for (const text of ['2', '3', '4']) await writes(romashka.owner, request, text);
    const read = (cursor?: string) =>
      romashka.owner.asks(routes.supportMessages, { ...at(request), query: { limit: 3, cursor } });
    const first = await read();
    expect(first.items.map(({ no }) => no)).toEqual([4, 3, 2]);
    expect((await read(first.nextCursor!)).items.map(({ no }) => no)).toEqual([1]);
  });

  it('cannot be changed by anybody: neither a word nor what the request was about', async () => {
    const romashka = await world.account('ООО «Ромашка»');
    const request = await asks(romashka);
    await writes(await world.staff('support'), request, 'Починили');
    for (const forged of [
      `update support_message set text = 'Иначе' where no = 1`,
      `update support_message set text = '' where no = 2`,
      `update support_message set at = at - interval '1 hour'`,
      `delete from support_message`,
      `update support_request set number = 7`,
      `update support_request set subject = 'Иначе'`,
      `delete from support_request`,
    ])
      await expect(world.sql(forged)).rejects.toThrow('append-only');
  });

  it('counts one answer that is sent twice under one key', async () => {
    const romashka = await world.account('ООО «Ромашка»');
    const support = await world.staff('support');
    const request = await asks(romashka);
    const key = randomUUID();
    const path = `/accounts/${romashka.id}/support-requests/${request.id}/messages`;
    for (let turn = 0; turn < 2; turn += 1)
      expect((await support.sends('POST', path, { body: { text: 'Починили' }, key })).status).toBe(201);
    expect(await said(support, request)).toHaveLength(2);
    expect(await romashka.notices('support_answered')).toHaveLength(1);
  });

  it('keeps every word said at once, each with a number of its own', async () => {
    const romashka = await world.account('ООО «Ромашка»');
    const support = await world.staff('support');
    const request = await asks(romashka);
    await Promise.all(
      Array.from({ length: 12 }, (_, nth) =>
        writes((nth % 2 ? support : romashka.owner).at(world.urls[nth % 2]!), request, `слово ${nth}`),
      ),
    );
    const rows = await world.sql<{ no: number }>('select no from support_message order by no');
    expect(rows.map(({ no }) => no)).toEqual(Array.from({ length: 13 }, (_, nth) => nth + 1));
  });
});

describe('the desk', () => {
  it('puts first what is due first, marks what is late, and shows the others after', async () => {
    const [first, second, third] = [
      await world.account('Первый'),
      await world.account('Второй'),
      await world.account('Третий'),
    ] as const;
    const late = await asks(first, 'Просрочено');
    await world.moveTo('2026-11-25T15:00:00+03:00');
    expect((await writes(first.owner, late, 'Всё ещё жду')).waitingSince).toBe(late.waitingSince);
    const answered = await asks(second, 'Отвечено');
    await writes(await world.staff('support'), answered, 'Готово');
    const fresh = await asks(third, 'Свежее');
    await world.moveTo('2026-11-25T18:00:00+03:00');
    expect((await desk()).map(({ late: isLate }) => isLate)).toEqual([false, false, false]);
    await world.moveTo('2026-11-25T18:00:01+03:00');
    expect((await desk()).map(({ number, late: isLate }) => `${number} ${isLate}`)).toEqual([
      `${late.number} true`,
      `${fresh.number} false`,
      `${answered.number} false`,
    ]);
    const support = await world.staff('support');
    const read = (query: object) => support.asks(routes.supportRequests, { query });
    const page = await read({ limit: 1 });
    expect((await read({ limit: 5, cursor: page.nextCursor! })).items.map(({ id }) => id)).toEqual([
      fresh.id,
      answered.id,
    ]);
    expect((await read({ state: 'answered' })).items.map(({ id }) => id)).toEqual([answered.id]);
  });

  it('counts those that wait, and those of them that wait too long', async () => {
    const romashka = await world.account('ООО «Ромашка»');
    const support = await world.staff('support');
    const waiting = () => support.asks(routes.supportWaiting, {});
    expect(await waiting()).toEqual({ waiting: 0, late: 0 });
    const request = await asks(romashka);
    await asks(romashka, 'Другое');
    expect(await waiting()).toEqual({ waiting: 2, late: 0 });
    await world.moveTo('2026-11-25T18:00:01+03:00');
    expect(await waiting()).toEqual({ waiting: 2, late: 2 });
    await writes(support, request, 'Готово');
    expect(await waiting()).toEqual({ waiting: 1, late: 1 });
    expect((await romashka.owner.isRefused(routes.supportWaiting, {})).code).toBe('forbidden');
  });
});

describe('who may', () => {
  it('read: the account’s own people and the desk; for others there is no such request', async () => {
    const romashka = await world.account('ООО «Ромашка»');
    const dala = await world.account('ТОО «Дала»');
    const request = await asks(romashka);
    const doors = [
      ['GET', ''],
      ['GET', '/messages'],
      ['POST', '/messages'],
    ] as const;
    for (const [method, rest] of doors) {
      const knock = (account: string) =>
        dala.owner.sends(method, `/accounts/${account}/support-requests/${request.id}${rest}`, {
          ...(method === 'POST' ? { body: { text: 'Чужое' }, key: randomUUID() } : {}),
        });
      expect((await knock(romashka.id)).status).toBe(404);
      expect((await knock(dala.id)).status).toBe(404);
    }
    expect(
      (await dala.owner.asks(routes.supportRequestsOf, { params: { id: dala.id }, query: {} })).items,
    ).toEqual([]);
    expect(await said(romashka.owner, request)).toHaveLength(1);
    for (const role of ['support', 'account_manager', 'administrator'] as const) {
      expect(await desk(await world.staff(role))).toHaveLength(1);
      expect(await said(await world.staff(role), request)).toHaveLength(1);
    }
    const accountant = await world.staff('accountant');
    expect((await accountant.isRefused(routes.supportRequests, { query: {} })).code).toBe('forbidden');
    expect((await romashka.owner.isRefused(routes.supportRequests, { query: {} })).code).toBe('forbidden');
  });

  it('answer and close: support and administrators; the customer and managers do not', async () => {
    const romashka = await world.account('ООО «Ромашка»');
    const request = await asks(romashka);
    const manager = await world.staff('account_manager');
    const body = { text: 'Готово' };
    expect((await manager.isRefused(routes.writeToSupport, { ...at(request), body })).code).toBe('forbidden');
    for (const who of [manager, romashka.owner])
      expect((await who.isRefused(routes.closeSupportRequest, { ...at(request), body })).code).toBe(
        'forbidden',
      );
    const support = await world.staff('support');
    expect(
      (await support.isRefused(routes.askSupport, { params: { id: romashka.id }, body: wish() })).code,
    ).toBe('forbidden');
    expect(await closes(await world.staff('administrator'), request, 'Готово')).toMatchObject({
      state: 'closed',
    });
    const { items } = await (
      await world.staff('administrator')
    ).asks(routes.audit, { query: { account: romashka.id } });
    const acts = items.filter(({ action }) => /support/i.test(action));
    expect(acts.map(({ action, result }) => `${action} ${result}`)).toEqual(
      expect.arrayContaining(['closeSupportRequest done', 'askSupport done', 'writeToSupport refused']),
    );
    expect(JSON.stringify(acts)).not.toContain('Готово');
  });
});
