// @ts-check
/**
 * Small bugs anybody could write, one a line of code each; `from` stands in its file exactly once. `by` names the scenario that
 * has to notice, where no history can: two people who want different things at one moment have no one outcome.
 * @typedef {import('./planted-copy.mjs').Mutation & { by?: string }} SystemMutation
 */

const API = 'apps/api/src';

/** @type {readonly SystemMutation[]} */
export const SYSTEM_MUTATIONS = [
  {
    bug: 'an account is read without its lock',
    file: `${API}/accounts/account.store.ts`,
    from: "await tx.query('select 1 from account where id = $1 for no key update', [id]);\n",
    to: '',
  },
  {
    bug: 'a receipt is read without its lock',
    file: `${API}/payments/receipt.store.ts`,
    from: "'select * from receipt where id = $1 for update'",
    to: "'select * from receipt where id = $1'",
    by: 'scenarios/at-the-same-time',
  },
  {
    bug: 'what is due today waits until tomorrow',
    file: `${API}/renewals/run.store.ts`,
    from: 'where a.next_due <= $1 and a.seller_code = any($2) and (',
    to: 'where a.next_due < $1 and a.seller_code = any($2) and (',
  },
  {
    bug: 'a charge does not lower the rest of a grant',
    file: `${API}/subscriptions/carry-out-plans.ts`,
    from: 'set remaining = g.remaining - x.amount',
    to: 'set remaining = g.remaining',
  },
  {
    bug: 'a used credit is not taken away',
    file: `${API}/subscriptions/carry-out-plans.ts`,
    from: "        column('credit', 'bigint', (row) => row.after.credit.toString()),\n",
    to: '',
  },
  {
    bug: 'a lowered quantity credits nothing',
    file: `${API}/subscriptions/change-plan.ts`,
    from: 'const credit = record.credit - paid.fromCredit + repaired.amount;',
    to: 'const credit = record.credit - paid.fromCredit;',
  },
  {
    bug: 'ranks keep a gap where something ended',
    file: `${API}/subscriptions/carry-out-plans.ts`,
    from: 's.id = x.id and s.rank <> x.rank`,\n      [[...new',
    to: 's.id = x.id and false`,\n      [[...new',
  },
  {
    bug: 'an entry does not move the kept money',
    file: `${API}/ledger/ledger.store.ts`,
    from: 'money = money + $2 where id = $1 returning last_seq',
    to: 'money = money + 0 * $2::bigint where id = $1 returning last_seq',
  },
  {
    bug: 'an entry does not move its grants',
    file: `${API}/ledger/ledger.store.ts`,
    from: '    await this.moveGrants(tx, accountId, entry);\n',
    to: '',
  },
  {
    bug: 'reversals are not sealed',
    file: `${API}/ledger/seal-journal.ts`,
    from: 's.seq = e.seq)',
    to: 's.seq = e.seq) and e.reverses is null',
  },
  {
    bug: 'every sealing begins the chain anew',
    file: `${API}/ledger/seal-journal.ts`,
    from: 'chainHash(heads.get(row.account_id) ?? CHAIN_START, row)',
    to: 'chainHash(CHAIN_START, row)',
  },
  {
    bug: 'the key of a charge has no period',
    file: 'libs/billing/src/recipes.ts',
    from: 'key: `renewal:${charge.subscriptionId}:${charge.periodStart}`',
    to: 'key: `renewal:${charge.subscriptionId}`',
  },
  {
    bug: 'a receipt known already goes on as a new one',
    file: `${API}/payments/record-receipt.ts`,
    from: 'if (twin !== null || !(await this.receipts.insert(tx, receipt, now))) {',
    to: 'await this.receipts.insert(tx, receipt, now);\n    if (twin !== null) {',
  },
  {
    bug: 'a top-up wakes nothing',
    file: `${API}/payments/credit-receipt.ts`,
    from: '    await this.settle.run(tx, account.id, actor, now);\n',
    to: '',
  },
  {
    bug: 'a top-up bonus stays when the top-up is taken back',
    file: `${API}/support/reverse-entry.ts`,
    from: '      await this.revokeBonusFor(tx, accountId, receipt.id, act);\n',
    to: '',
  },
  {
    bug: 'a reversed top-up leaves its receipt credited',
    file: `${API}/support/reverse-entry.ts`,
    from: '      await this.receipts.recount(tx, receipt.id, `Зачисление отменено: ${act.reason}`);\n',
    to: '',
  },
  {
    bug: 'a bonus outlives the contract',
    file: `${API}/leaving/terminate-account.ts`,
    from: '    await this.annulGrants(tx, accountId, on, now);\n',
    to: '',
  },
  {
    bug: 'a refund is paid before the signed correction',
    file: `${API}/leaving/refund-money.ts`,
    from: "    if (refund.state !== 'approved')\n",
    to: "    if (refund.state === 'paid')\n",
  },
  {
    bug: 'a paid refund stays open',
    file: `${API}/leaving/refund-money.ts`,
    from: '    await this.refunds.setPaid(tx, accountId, refundId, actor, act.happenedAt);\n',
    to: '',
  },
  {
    bug: 'every extension of a trial has the whole limit',
    file: `${API}/support/extend-trial.ts`,
    from: 'const left = terms.trialExtensionLimitDays - added;',
    to: 'const left = terms.trialExtensionLimitDays - 0 * added;',
  },
  {
    bug: 'another period does not change when the account is due',
    file: `${API}/subscriptions/change-subscription.ts`,
    from: 'if (changesPlan || wish.autoRenew !== undefined) await this.settle.run',
    to: 'if (wish.autoRenew !== undefined) await this.settle.run',
  },
  {
    bug: 'the forecast begins a day late',
    file: `${API}/subscriptions/forecast-renewals.ts`,
    from: 'return runInstant(today, timeZone) >= now ? today : addDays(today, 1);',
    to: 'return runInstant(today, timeZone) >= now ? addDays(today, 1) : addDays(today, 2);',
  },
  {
    bug: 'every seller lives in the zone of the first',
    file: `${API}/subscriptions/snapshot.store.ts`,
    from: '            timeZone: row.time_zone,\n            burnDown',
    to: "            timeZone: 'Europe/Moscow',\n            burnDown",
  },
  {
    bug: 'money is always taken before bonus',
    file: `${API}/subscriptions/snapshot.store.ts`,
    from: 'burnDown: row.burn_down,',
    to: "burnDown: 'money_first',",
  },
];
