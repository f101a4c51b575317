import { ApiProblem, routes } from '@rocket/contracts';
import { addDays } from '@rocket/kernel';
import { bankFile } from '../kit/bank-file';
import type { Act } from './history';
import { amountOf, type Actor, type Stage } from './stage';

type Of<K extends Act['kind']> = Extract<Act, { kind: K }>;

/** A payment into the bank of the account's own seller, by an invoice or found an owner by hand. */
export async function topUp(stage: Stage, act: Of<'top-up'>): Promise<void> {
  const actor = stage.actor(act);
  const { customer, currency } = actor;
  const params = { id: customer.id };
  const hasRequisites = act.byInvoice && (await customer.owner.asks(routes.profile, { params })) !== null;
  const sum = amountOf(act.kopecks + (hasRequisites ? actor.leastInvoice : 0));
  let purpose = 'Перевод средств';
  if (hasRequisites) {
    const options = { params, body: { amount: { amount: sum, currency } } };
    const { number } = await stage.once(customer.owner, routes.issueInvoice, options);
    purpose = `Оплата по счету № ${number}`;
  }
  const payer = { name: customer.account.name, inn: customer.inn };
  const payment = { amount: sum, payer, purpose, payeeAccount: actor.bankAccount };
  const file = bankFile([await stage.world.payment(payment)]);
  stage.statements.push(file);
  const receipt = await importOnce(stage, file);
  if (receipt.state === 'unallocated') await give(stage, receipt.id, actor);
  await expectNothingFits(stage, actor);
}

/** What the balance pays for resumes at once: nothing that money would have woken is left asleep (rule 15). */
async function expectNothingFits(stage: Stage, { customer }: Actor): Promise<void> {
  const params = { id: customer.id };
  const { total } = await customer.owner.asks(routes.balance, { params });
  const asleep = (await customer.subscriptions()).filter(
    ({ state, autoRenew, nextPrice }) => state === 'suspended' && autoRenew && nextPrice === null,
  );
  const [held] = await stage.world.sql('select 1 from account where id = $1 and held_ground is not null', [
    customer.id,
  ]);
  if (held) return;
  stage.count('money that arrives wakes whatever it pays for');
  const fits = asleep.find(
    ({ cost, credit }) => Number(cost.amount) - Number(credit.amount) <= Number(total.amount),
  );
  if (fits) throw new Error(`${fits.productCode} sleeps with ${total.amount} on the balance`);
}

/** In a crowd the same file comes three times at once: one of them is new. */
async function importOnce(stage: Stage, file: Buffer) {
  const copies = stage.manner.crowd ? 3 : 1;
  const imports = Array.from({ length: copies }, () => stage.world.importsStatement(file));
  const results = await Promise.all(imports);
  const isNew = results.filter(({ duplicates }) => duplicates === 0);
  if (isNew.length !== 1)
    throw new Error(`A statement imported ${copies} times was new ${isNew.length} times`);
  return isNew[0]!.lines[0]!.receipt;
}

/** Money whose crediting was taken back waits for an owner again, maybe another one. */
export async function allocate(stage: Stage, act: Of<'allocate'>): Promise<void> {
  const manager = await stage.world.staff('account_manager');
  const { items } = await manager.asks(routes.receipts, { query: { state: 'unallocated', limit: 200 } });
  const waiting = items.at(act.index % Math.max(1, items.length));
  if (waiting) await give(stage, waiting.id, stage.actor(act));
}

/** Two thirds of what waits, in two parts; the rest goes on waiting. */
export async function split(stage: Stage, act: Of<'split'>): Promise<void> {
  const manager = await stage.world.staff('account_manager');
  const { items } = await manager.asks(routes.receipts, { query: { state: 'unallocated', limit: 200 } });
  const waiting = items.at(act.index % Math.max(1, items.length));
  const third = waiting ? Math.floor(Number(waiting.rest.amount) * 100) / 3 : 0;
  if (!waiting || third < 1) return;
  const amount = { amount: amountOf(Math.floor(third)), currency: waiting.rest.currency };
  const parts = [{ accountId: stage.actor(act).customer.id, amount }].flatMap((part) => [part, part]);
  const body = { parts, reason: 'Клиент подтвердил письмом' };
  await stage.asStaff('account_manager', routes.splitReceipt, { params: { id: waiting.id }, body });
}

export async function returnReceipt(stage: Stage, act: Of<'return'>): Promise<void> {
  const accountant = await stage.world.staff('accountant');
  const { items } = await accountant.asks(routes.receipts, { query: { state: 'unallocated', limit: 200 } });
  const waiting = items.at(act.index % Math.max(1, items.length));
  if (!waiting) return;
  const options = { params: { id: waiting.id }, body: { reason: 'Плательщик ошибся' } };
  await stage.single(accountant, routes.returnReceipt, options);
}

export async function takeReturnBack(stage: Stage, act: Of<'take return back'>): Promise<void> {
  const accountant = await stage.world.staff('accountant');
  const { items } = await accountant.asks(routes.receipts, { query: { state: 'returned', limit: 200 } });
  const gone = items.at(act.index % Math.max(1, items.length));
  if (!gone) return;
  const options = { params: { id: gone.id }, body: { reason: 'Возврата не было' } };
  await stage.single(accountant, routes.takeReturnBack, options);
}

async function give(stage: Stage, receiptId: string, { customer }: Actor): Promise<void> {
  const body = { accountId: customer.id, reason: 'Клиент подтвердил письмом' };
  await stage.singleAsStaff('account_manager', routes.allocateReceipt, { params: { id: receiptId }, body });
}

export async function grant(stage: Stage, act: Of<'grant'>): Promise<void> {
  const { customer, currency, zone } = stage.actor(act);
  const body = {
    amount: { amount: amountOf(act.kopecks), currency },
    ground: 'support',
    reason: 'Подарок',
    priority: act.priority,
    expiresOn: act.days === null ? undefined : addDays(stage.today(zone), act.days),
  } as const;
  await stage.asStaff('support', routes.grantBonus, { params: { id: customer.id }, body });
}

/** Above the limit of the offer a second person decides. */
export async function largeGrant(stage: Stage, act: Of<'large grant'>): Promise<void> {
  const { customer, currency } = stage.actor(act);
  const amount = { amount: amountOf(act.kopecks), currency };
  const body = { amount, ground: 'review', reason: 'Отзыв' } as const;
  const asked = await stage.asStaff('support', routes.grantBonus, { params: { id: customer.id }, body });
  await approve(stage, asked, act.approve);
}

/** Above the limit of the offer it is asked for, and a second person decides. */
export async function revoke(stage: Stage, act: Of<'revoke'>): Promise<void> {
  const actor = stage.actor(act);
  const grants = await actor.customer.grants();
  const chosen = grants.at(act.index % Math.max(1, grants.length));
  if (!chosen) return;
  const options = { params: { id: chosen.id }, body: { reason: 'Выдан по ошибке' } };
  if (Number(chosen.remaining.amount) * 100 <= actor.bonusLimit)
    return void (await stage.singleAsStaff('support', routes.revokeBonus, options));
  await approve(stage, await stage.asStaff('support', routes.revokeBonus, options), true);
}

async function approve(stage: Stage, answer: object, isRight: boolean): Promise<void> {
  const { id } = (answer as { approval: { id: string } }).approval;
  const decision = isRight ? 'approve' : 'reject';
  await stage.singleAsStaff('administrator', routes.decideApproval, { params: { id }, body: { decision } });
}

export async function adjust(stage: Stage, act: Of<'adjust'>): Promise<void> {
  const { customer, currency } = stage.actor(act);
  const body = { amount: { amount: amountOf(act.kopecks), currency }, reason: 'Ошибка округления' };
  await stage.asStaff('accountant', routes.adjustBalance, { params: { id: customer.id }, body });
}

export async function reverse(stage: Stage, act: Of<'reverse'>): Promise<void> {
  const entries = await stage.actor(act).customer.entries();
  const entry = entries.at(-1 - (act.index % Math.max(1, entries.length)));
  if (!entry) return;
  const body = { reason: 'Ошибка', ...(act.force ? { force: true } : {}) };
  const role = act.force ? 'administrator' : 'accountant';
  await stage.singleAsStaff(role, routes.reverseEntry, { params: { id: entry.id }, body });
}

export async function takeTopUpBack(stage: Stage, act: Of<'take top-up back'>): Promise<void> {
  const entries = await stage.actor(act).customer.entries();
  const reversed = new Set(entries.map(({ reverses }) => reverses));
  const last = entries.findLast(({ kind, id }) => kind === 'top_up' && !reversed.has(id));
  if (!last) return;
  const options = { params: { id: last.id }, body: { reason: 'Зачислено не тому', force: true } };
  await stage.singleAsStaff('administrator', routes.reverseEntry, options);
}

export async function leave(stage: Stage, act: Of<'leave'>): Promise<void> {
  const actor = stage.actor(act);
  const params = { id: actor.customer.id };
  const initiator = act.breach ? 'seller' : 'customer';
  const body = { reason: 'Расторжение', initiator, breach: act.breach } as const;
  const { state } = await stage.singleAsStaff('administrator', routes.terminateAccount, { params, body });
  if (state === 'done') await stepRefund(stage, actor, act.steps);
}

/** Of a contract that has ended, if there is one. */
export async function refund(stage: Stage, act: Of<'refund'>): Promise<void> {
  const ended: Actor[] = [];
  for (const actor of stage.actors) if ((await actor.customer.state()) === 'terminated') ended.push(actor);
  const actor = ended.at(act.who % Math.max(1, ended.length)) ?? stage.actor(act);
  await stepRefund(stage, actor, Math.max(1, act.steps));
}

/** Asked for, the correction signed, paid: so many steps from where it stands. */
async function stepRefund(stage: Stage, { customer }: Actor, steps: number): Promise<void> {
  const params = { id: customer.id };
  const known = (await customer.owner.asks(routes.refundRequests, { params })).items;
  let open = known.find(({ state }) => state !== 'paid' && state !== 'rejected');
  let left = steps;
  if (left > 0 && !open) {
    open = await stage.single(customer.owner, routes.requestRefund, { params });
    left -= 1;
  }
  if (left > 0 && open?.state === 'awaiting_signed_correction' && open.documentId) {
    await expectNotPaidUnsigned(stage, open.id);
    const raw = { bytes: new Blob(['%PDF-1.7 подписано']), type: 'application/octet-stream' };
    await customer.owner.asks(routes.signedCopy, { params: { id: open.documentId }, raw });
    left -= 1;
  }
  if (left > 0 && open)
    await stage.singleAsStaff('accountant', routes.payRefund, { params: { id: open.id } });
}

/** An accountant in a hurry is held back: before the signed correction nothing is paid (clause 7.8). */
async function expectNotPaidUnsigned(stage: Stage, id: string): Promise<void> {
  stage.count('a refund waits for the signed correction, however one hurries');
  const attempt = stage.asStaff('accountant', routes.payRefund, { params: { id } });
  const isRefused = await attempt.then(
    () => false,
    (error: unknown) => error instanceof ApiProblem && error.problem.status === 409,
  );
  if (!isRefused) throw new Error(`The refund ${id} was paid before its correction was signed`);
}

export async function setAlerts(stage: Stage, act: Of<'set alerts'>): Promise<void> {
  const { customer, currency } = stage.actor(act);
  const balanceBelow = [act.kopecks, act.kopecks * 2].map((sum) => ({ amount: amountOf(sum), currency }));
  const options = { params: { id: customer.id }, body: { balanceBelow } };
  await stage.inCrowd(customer.owner, routes.setAlerts, () => options);
}
