import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { routes, type DocumentDto } from '@rocket/contracts';
import { bankFile } from '../kit/bank-file';
import type { Customer } from '../kit/customer';
import { textOf } from '../kit/paper';
import { World } from '../kit/world';

const PARTICIPANT = '2BM-7700000023-770401001-202701010101010101010';

let world: World;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rocket-edo-'));
  world = await World.open({ mail: true, settings: { EDO_FOLDER: folder } });
});
afterAll(async () => {
  await world?.end();
  await rm(folder, { recursive: true, force: true });
});

let romashka: Customer;
beforeEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
  // Whatever is written to a newcomer is out.
  await world.moveTo('2027-06-01T09:01:00+03:00');
  world.mail.letters.length = 0;
});

const upd = async (): Promise<DocumentDto> => (await romashka.documents('upd'))[0]!;
const stages = ({ statusHistory }: DocumentDto): string[] =>
  statusHistory.map(({ status, on }) => `${status} ${on}`);
const asked = ({ due }: DocumentDto): string[] => due.map(({ who, what, on }) => `${who} ${what} ${on}`);
const handOvers = async (id: string) =>
  (await (await world.staff('accountant')).asks(routes.handOvers, { params: { id } })).items;
const files = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name.endsWith('.xml'));

describe('the stages of a document (rule 19)', () => {
  it('a UPD is sent with its letter, received the next day and accepted by five working days of silence', async () => {
    await world.topUp(romashka, '6100.00');
    await world.moveTo('2027-06-01T12:00:00+03:00');
    expect(stages(await upd())).toEqual(['issued 2027-06-01', 'sent 2027-06-01']);
    expect(asked(await upd())).toEqual([
      'customer sign_or_object 2027-06-09',
      'seller send_originals 2027-06-30',
    ]);
    // In one move: each stage still happens on its own day.
    await world.moveTo('2027-06-20T12:00:00+03:00');
    expect(stages(await upd())).toEqual([
      'issued 2027-06-01',
      'sent 2027-06-01',
      'delivered 2027-06-02',
      'accepted 2027-06-09',
    ]);
    const [accepted] = await romashka.notices('document_accepted');
    expect(accepted!.createdAt).toBe('2027-06-09T00:00:00.000Z');
    expect(asked(await upd())).toEqual(['seller send_originals 2027-06-30']);
  });

  it('a letter put off for a day puts acceptance off for a day', async () => {
    world.mail.meets(...Array.from({ length: 7 }, () => ({ code: 451 })));
    await world.topUp(romashka, '6100.00');
    await world.moveTo('2027-06-20T12:00:00+03:00');
    const history = stages(await upd());
    expect(history).toContain('sent 2027-06-02');
    expect(history.at(-1)).toBe('accepted 2027-06-10');
  });

  it('silence over a letter that never arrived accepts nothing: the seller has to tell again', async () => {
    world.mail.meets({ code: 550 });
    await world.topUp(romashka, '6100.00');
    await world.moveTo('2027-06-20T12:00:00+03:00');
    expect(stages(await upd())).toEqual(['issued 2027-06-01']);
    expect(asked(await upd())).toEqual(['seller tell null']);

    const manager = await world.staff('account_manager');
    const { id } = await upd();
    await manager.asks(routes.sendDocument, { params: { id }, body: { emails: ['new@romashka.example'] } });
    await world.moveTo('2027-07-01T12:00:00+03:00');
    expect(stages(await upd()).slice(1)).toEqual([
      'sent 2027-06-20',
      'delivered 2027-06-21',
      'accepted 2027-06-28',
    ]);
    const [sent, lost] = await handOvers(id);
    expect(sent).toMatchObject({ channel: 'email', state: 'done', recipients: ['new@romashka.example'] });
    expect(sent!.actor).toMatch(/^staff:/);
    expect(lost).toMatchObject({ state: 'failed', actor: 'system:mail' });
    const letter = world.mail.letters.find(({ subject }) => subject === 'УПД № 1 от 01.06.2027: Rocket')!;
    expect(letter.attachments.map(({ name }) => name)).toEqual([
      'upd-1-2027-06-01.pdf',
      expect.stringMatching(/^ON_NSCHFDOPPR_.+_0_0_0_0_0_00\.xml$/),
    ]);
  });

  it('originals that did not go out in their twenty working days are said to be overdue until they do', async () => {
    await world.topUp(romashka, '6100.00');
    await world.moveTo('2027-06-30T23:59:00+03:00');
    expect((await upd()).due).toEqual([
      { who: 'seller', what: 'send_originals', on: '2027-06-30', overdue: false },
    ]);
    await world.moveTo('2027-07-01T00:00:00+03:00');
    const { id, due } = await upd();
    expect(due).toEqual([{ who: 'seller', what: 'send_originals', on: '2027-06-30', overdue: true }]);
    const accountant = await world.staff('accountant');
    await accountant.asks(routes.handOver, { params: { id }, body: { channel: 'post', note: 'Письмо' } });
    expect(asked(await upd())).toEqual(['customer return_copy 2027-07-16']);
  });

  it('originals that were posted ask the customer for its copy within ten working days', async () => {
    await world.topUp(romashka, '6100.00');
    await world.moveTo('2027-06-20T12:00:00+03:00');
    const { id } = await upd();
    const accountant = await world.staff('accountant');
    const post = (note: string, sentOn?: string) => ({
      params: { id },
      body: { channel: 'post' as const, note, ...(sentOn ? { sentOn } : {}) },
    });
    const early = await accountant.isRefused(routes.handOver, post('Письмо', '2027-05-31'));
    expect(early.errors).toEqual([expect.objectContaining({ path: 'sentOn' })]);
    expect((await accountant.isRefused(routes.handOver, post('Письмо', '2027-06-21'))).code).toBe(
      'validation_failed',
    );
    await accountant.asks(routes.handOver, post('Заказное письмо 80112345678901', '2027-06-18'));
    expect(asked(await upd())).toEqual(['customer return_copy 2027-07-02']);
    expect((await upd()).status).toBe('accepted');
    expect((await handOvers(id))[0]).toMatchObject({
      channel: 'post',
      sentOn: '2027-06-18',
      evidence: 'Заказное письмо 80112345678901',
    });
    const support = await world.staff('support');
    expect((await support.isRefused(routes.handOver, post('x'))).code).toBe('forbidden');
    expect((await romashka.owner.isRefused(routes.handOvers, { params: { id } })).code).toBe('forbidden');
  });

  it('an invoice says whether it was paid or has outlived its term', async () => {
    await romashka.invoices('5000.00');
    const late = await romashka.invoices('7000.00');
    const first = (await romashka.documents('invoice')).find(({ id }) => id !== late.id);
    expect(asked(first!)).toEqual(['customer pay 2027-06-11']);
    // Exactly its sum from its customer finds it.
    const payer = { name: romashka.account.name, inn: romashka.inn };
    await world.importsStatement(
      bankFile([await world.payment({ amount: '5000.00', payer, purpose: 'Оплата по счету № 1' })]),
    );
    await world.moveTo('2027-06-12T12:00:00+03:00');
    const invoices = await romashka.documents('invoice');
    const expired = invoices.find(({ id }) => id === late.id);
    const paid = invoices.find(({ id }) => id !== late.id);
    expect([expired!.id, expired!.status, paid!.status]).toEqual([late.id, 'expired', 'paid']);
    expect([stages(expired!).at(-1), stages(paid!).at(-1)]).toEqual([
      'expired 2027-06-12',
      'paid 2027-06-01',
    ]);
    expect([...expired!.due, ...paid!.due]).toEqual([]);
  });
});

describe('electronic exchange through an operator (facts 9.3)', () => {
  it('gives each document of a participant once, whole, under the name of its format', async () => {
    await romashka.givesRequisites({ edoId: PARTICIPANT });
    await world.topUp(romashka, '6100.00');
    const document = await upd();
    const [name] = await files();
    expect(name).toMatch(new RegExp(`^ON_NSCHFDOPPR_${PARTICIPANT}_`));
    expect(await readFile(join(folder, name!))).toEqual(await romashka.owner.downloads(document.files.xml!));
    const [given] = await handOvers(document.id);
    expect(given).toMatchObject({ channel: 'edo', state: 'done', fileName: name, recipients: [PARTICIPANT] });
    expect(given!.sha256).toHaveLength(64);

    // The operator's program takes it away; nothing is given again, by itself or by hand.
    await rm(join(folder, name!));
    await world.moveTo('2027-06-02T12:00:00+03:00');
    const accountant = await world.staff('accountant');
    const again = await accountant.asks(routes.handOver, {
      params: { id: document.id },
      body: { channel: 'edo' },
    });
    expect(again.id).toBe(given!.id);
    expect(await files()).toEqual([]);
  });

  it('a crash after the file was given and before that was written down gives it once', async () => {
    await romashka.givesRequisites({ edoId: PARTICIPANT });
    await world.topUp(romashka, '6100.00');
    const [name] = await files();
    await rm(join(folder, name!));
    await world.sql(
      `update document_handover set state = 'waiting', next_try_at = created_at, sent_on = null, evidence = null`,
    );
    await world.moveTo('2027-06-01T12:00:00+03:00');
    expect(await files()).toEqual([]);
    const [given] = await handOvers((await upd()).id);
    expect(given!.state).toBe('done');
  });

  it('a folder that cannot be written to puts it off and says why; a customer without a participant is refused', async () => {
    await world.topUp(romashka, '6100.00');
    const { id } = await upd();
    const accountant = await world.staff('accountant');
    const byHand = { params: { id }, body: { channel: 'edo' as const } };
    expect((await accountant.isRefused(routes.handOver, byHand)).errors).toEqual([
      expect.objectContaining({ path: 'edoId' }),
    ]);
    expect(await files().catch(() => [])).toEqual([]);

    const { writeFile } = await import('node:fs/promises');
    await writeFile(folder, 'a file stands where the folder should be');
    await romashka.givesRequisites({ edoId: PARTICIPANT });
    await world.moveTo('2027-06-01T09:01:30+03:00');
    const tried = (await handOvers(id)).find(({ channel }) => channel === 'edo')!;
    expect(tried.state).toBe('waiting');
    expect(tried.evidence).toMatch(/EEXIST|ENOTDIR/);
    await rm(folder);
    await world.moveTo('2027-06-02T12:00:00+03:00');
    expect((await handOvers(id)).find(({ channel }) => channel === 'edo')!.state).toBe('done');
    expect(await files()).toHaveLength(1);
  });
});

it('the zip of a period has the electronic form beside each paper that has one', async () => {
  await romashka.invoices('5000.00');
  await world.topUp(romashka, '6100.00');
  const path = `/accounts/${romashka.id}/documents/archive?from=2027-06-01&to=2027-06-30`;
  const packed = unzipSync(new Uint8Array(await romashka.owner.downloads(path)));
  const names = Object.keys(packed);
  const xml = names.filter((name) => name.endsWith('.xml'));
  expect(names.filter((name) => name.endsWith('.pdf'))).toHaveLength(2);
  expect(xml).toEqual([expect.stringMatching(/^2027-06\/ON_NSCHFDOPPR_[^/]+_0_0_0_0_0_00\.xml$/)]);
  const document = await upd();
  expect(Buffer.from(packed[xml[0]!]!)).toEqual(await romashka.owner.downloads(document.files.xml!));
});

describe('what a customer does about its papers itself', () => {
  it('is shown only what waits for it, whatever page it is on', async () => {
    for (const sum of ['6100.00', '6200.00', '6300.00']) await world.topUp(romashka, sum);
    await world.moveTo('2027-06-02T12:00:00+03:00');
    const [third, second] = await romashka.documents('upd');
    await romashka.owner.asks(routes.objectToDocument, {
      params: { id: second!.id },
      body: { reason: 'Неверная сумма' },
    });
    const read = (query: { limit?: number; cursor?: string }) =>
      romashka.owner.asks(routes.documents, {
        params: { id: romashka.id },
        query: { asked: 'customer', ...query },
      });
    const numbers: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await read({ limit: 1, ...(cursor ? { cursor } : {}) });
      numbers.push(...page.items.map(({ number }) => number));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(numbers).toEqual(['3', '1']);
    expect(third!.number).toBe('3');
  });

  it('has a document written to its requisites and not to strangers', async () => {
    await romashka.givesRequisites({ emails: ['buh@romashka.example'] });
    await world.topUp(romashka, '6100.00');
    const { id } = await upd();
    await world.moveTo('2027-06-02T12:00:00+03:00');
    world.mail.letters.length = 0;
    const to = (emails: string[]) => ({ params: { id }, body: { emails } });
    const refused = await romashka.owner.isRefused(routes.sendDocument, to(['spam@elsewhere.example']));
    expect(refused.errors).toEqual([expect.objectContaining({ path: 'emails' })]);
    await romashka.owner.asks(routes.sendDocument, to(['Buh@romashka.example']));
    await world.mail.waitFor(1);
    expect(world.mail.letters.map(({ to: recipients }) => recipients)).toEqual([['Buh@romashka.example']]);
    const stranger = (await world.account('ООО «Чужая»')).owner;
    expect((await stranger.isRefused(routes.sendDocument, to(['buh@romashka.example']))).code).toBe(
      'not_found',
    );
  });

  it('gets the invoice it issued by letter, in the language it reads', async () => {
    await romashka.givesRequisites({ emails: ['buh@romashka.example'] });
    const { id } = await romashka.invoices('6000.00');
    world.mail.letters.length = 0;
    const asks = () =>
      romashka.owner.asks(routes.sendDocument, {
        params: { id },
        body: { emails: ['buh@romashka.example'], withXml: false },
        idempotencyKey: 'invoice-by-letter',
      });
    const handOver = await asks();
    expect(await asks()).toMatchObject({ id: handOver.id });
    const [letter] = await world.mail.waitFor(1);
    expect(letter).toMatchObject({ to: ['buh@romashka.example'], subject: 'Счёт № 1 от 01.06.2027: Rocket' });
    expect(letter!.attachments.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'invoice-1-2027-06-01.pdf application/pdf',
    ]);
    expect(textOf(Buffer.from(letter!.attachments[0]!.bytes)) ?? '6 000,00').toContain('6 000,00');
    const page = await (await fetch(world.mail.url)).text();
    expect(page).toContain('<dd>русский</dd>');
    expect(page).toContain('<dd>без TLS</dd>');
    const [, path] = /href="(\/letters\/[^"]+)"/.exec(page)!;
    const opened = await fetch(`${world.mail.url}${path}`);
    expect(opened.headers.get('content-type')).toBe('application/pdf');
    expect(new Uint8Array(await opened.arrayBuffer())).toEqual(letter!.attachments[0]!.bytes);

    await romashka.owner.asks(routes.chooseNotices, {
      params: { id: romashka.id },
      body: { language: 'en' },
    });
    await romashka.owner.asks(routes.sendDocument, {
      params: { id },
      body: { emails: ['buh@romashka.example'], withXml: false },
    });
    const [, english] = await world.mail.waitFor(2);
    expect(english!.subject).toBe('Invoice No. 1 of 1 June 2027: Rocket');
    expect(english!.html).toContain('The document is attached');
  });

  it('takes the documents it chose in one archive, and nobody else’s', async () => {
    await world.topUp(romashka, '6100.00');
    await world.topUp(romashka, '6200.00');
    const [second] = await romashka.documents('upd');
    const vasilek = await world.account('ООО «Василёк»');
    await vasilek.givesRequisites();
    await world.topUp(vasilek, '6300.00');
    const foreign = (await vasilek.documents('upd'))[0]!;
    const archive = (ids: string) =>
      romashka.owner.downloads(`/accounts/${romashka.id}/documents/archive?ids=${ids}`);
    const names = Object.keys(unzipSync(await archive(`${second!.id},${foreign.id}`)));
    expect(names.filter((name) => name.endsWith('.pdf'))).toEqual([expect.stringContaining('УПД 2 от')]);
    await expect(archive(foreign.id)).rejects.toThrow('404');
    await expect(archive('не-номер')).rejects.toThrow('422');
  });
});

describe('the desk of originals', () => {
  const tasks = async (state: 'owed' | 'waiting' | 'failed' | 'done') =>
    (await world.staff('accountant')).asks(routes.handOverTasks, { query: { state } });

  it('shows whose originals have to go, how a hand-over stands and how it ended', async () => {
    await world.topUp(romashka, '6100.00');
    const vasilek = await world.account('ООО «Василёк»');
    await vasilek.givesRequisites({ edoId: PARTICIPANT });
    await world.topUp(vasilek, '6300.00');
    await world.moveTo('2027-06-02T12:00:00+03:00');
    const owed = await tasks('owed');
    expect(owed.operator).toBe(true);
    expect(owed.items.map(({ accountName, participant }) => [accountName, participant])).toEqual([
      ['ООО «Ромашка»', null],
    ]);
    const [done] = (await tasks('done')).items;
    expect(done).toMatchObject({
      accountName: 'ООО «Василёк»',
      participant: PARTICIPANT,
      state: 'done',
      handOver: { channel: 'edo', state: 'done' },
    });
    const accountant = await world.staff('accountant');
    const { id } = owed.items[0]!.document;
    await accountant.asks(routes.handOver, {
      params: { id },
      body: { channel: 'post', note: 'Заказное письмо 80112345678901' },
    });
    expect((await tasks('owed')).items).toEqual([]);
    expect((await tasks('done')).items.map(({ handOver }) => handOver!.channel)).toEqual(['post', 'edo']);
    const support = await world.staff('support');
    expect((await support.isRefused(routes.handOverTasks)).code).toBe('forbidden');
  });
});
