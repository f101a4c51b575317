// Plants one small bug at a time in a copy of the money core and expects its specs to notice.
//   node libs/billing/mutations.mjs [words of a mutation's name]
// Prints survivors and ends with 1 when there are any. Works in the OS temp folder; the repository is not touched.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** [what goes wrong, file, what is replaced (must be found exactly once), by what] */
const MUTATIONS = [
  ['auto-renew off is ignored', 'snapshot', /if \(!subscription\.autoRenew\) return 'auto_renew_off';/, ''],
  ['a terminated account is renewed', 'snapshot', /if \(account\.terminated\) return 'terminated';/, ''],
  [
    'a refused price is charged',
    'snapshot',
    /start\)\?\.refused \? 'price_refused' : null/,
    "start) === undefined ? 'price_refused' : null",
  ],
  [
    'any refused change ends, also one that gave way to a newer',
    'snapshot',
    /changeAt\(subscription\.period, subscription\.announced, start\)\?\.refused/,
    'subscription.announced.some((change) => change.refused && change.effectiveOn <= start)',
  ],
  [
    'a refusal ends only at the next run of a held account',
    'snapshot',
    /reasonToEnd\(subscription, account, tomorrow\)/,
    'reasonToEnd(subscription, account, today)',
  ],
  [
    'the end in sight stops at the first boundary',
    'periods',
    /change\.refused && change\.effectiveOn > start/,
    'false',
  ],
  [
    'a notice a day late is in time',
    'price-changes',
    /<= known\.effectiveOn/,
    '<= addDays(known.effectiveOn, 1)',
  ],
  [
    'a notice that never went out binds',
    'price-changes',
    /known\.toldAt !== null &&/,
    'known.toldAt === null ||',
  ],
  [
    'who chose before the announcement is bound',
    'price-changes',
    /if \(known\.chosenAt >= known\.announcedAt\) return true;/,
    'return true;',
  ],
  [
    'a held account is renewed',
    'planner',
    /if \(this\.account\.heldByStaff\) return this\.hold\(index, start\);/,
    '',
  ],
  [
    'a held account resumes',
    'planner',
    /if \(this\.account\.heldByStaff \|\| first === null\) return;/,
    'if (first === null) return;',
  ],
  [
    'a period is charged a day early',
    'planner',
    /this\.dueOn\(subscription\) <= date/,
    'this.dueOn(subscription) <= addDays(date, 1)',
  ],
  [
    'missed dates are not played before the date',
    'planner',
    /date !== null && date < time\.businessDate;/,
    'date !== null && date < time.businessDate && false;',
  ],
  [
    'a past run resumes what is suspended',
    'planner',
    /planning\.play\(time\.businessDate, moment, isToday\)/,
    'planning.play(time.businessDate, moment, true)',
  ],
  [
    'a past run takes bonus that is valid now',
    'planner',
    /const moment = isToday \?/,
    'const moment = isToday || true ?',
  ],
  [
    'a missed day ends before it began',
    'planner',
    /startOfDay\(addDays\(date, 1\), zone\)\.getTime\(\) - 1/,
    'startOfDay(date, zone).getTime()',
  ],
  [
    'what resumes keeps its old anchor',
    'planner',
    /\{ \.\.\.subscription, anchor: first \}/,
    '{ ...subscription }',
  ],
  [
    'an outage at the start leaves the anchor',
    'periods',
    /\{ \.\.\.subscription, anchor: start \}/,
    'subscription',
  ],
  [
    'a longer period keeps its old anchor',
    'periods',
    /paidTo === natural \? subscription\.anchor : paidTo/,
    'subscription.anchor',
  ],
  [
    'the day after an outage is lost',
    'periods',
    /outage\.from <= day && day < outage\.to\)\) last/,
    'outage.from <= day && day <= outage.to)) last',
  ],
  [
    'an outage of another product counts',
    'snapshot',
    /outage\.productCode === null \|\| outage\.productCode === productCode/,
    'true',
  ],
  ['only one outage is skipped', 'snapshot', /day = outage\.to;\n {8}moved = true;/, 'day = outage.to;'],
  [
    'suspension forgets from which day',
    'planner',
    /state: 'suspended', paidTo: start \};\n {6}this\.changes/,
    "state: 'suspended' };\n      this.changes",
  ],
  ['ranks are turned round', 'planner', /a\.rank - b\.rank/, 'b.rank - a.rank'],
  [
    'the credit is kept after it was used',
    'planner',
    /credit: subscription\.credit - creditUsed/,
    'credit: subscription.credit',
  ],
  ['the new price is not pinned', 'planner', /state: 'active',\n {6}price,/, "state: 'active',"],
  [
    'what was suspended and left is not ended',
    'planner',
    /if \(reason !== null\) return this\.end\(index, first \?\? today, reason, moment\);/,
    '',
  ],
  [
    'a bonus pays at the instant it ends',
    'grants',
    /grant\.expiresAt > moment\.from/,
    'grant.expiresAt >= moment.from',
  ],
  [
    'a bonus pays only after it began',
    'grants',
    /grant\.effectiveAt <= moment\.to/,
    'grant.effectiveAt < moment.to',
  ],
  ['a bonus without end burns first', 'grants', /Number\.POSITIVE_INFINITY/, '0'],
  ['priority does not matter', 'grants', /a\.priority - b\.priority \|\|/, ''],
  [
    'the younger of two twins burns first',
    'grants',
    /a\.effectiveAt\.getTime\(\) - b\.effectiveAt\.getTime\(\)/,
    'b.effectiveAt.getTime() - a.effectiveAt.getTime()',
  ],
  ['twins burn in any order', 'grants', /a\.id < b\.id \? -1 : 1/, 'a.id < b.id ? 1 : -1'],
  ['a kopeck too little is enough', 'grants', /amount > money \+ bonus/, 'amount > money + bonus + 1n'],
  ['money first is not asked for', 'grants', /order === 'money_first'/, "order !== 'money_first'"],
  [
    'a price changes a day late',
    'price-changes',
    /change\.effectiveOn > boundary/,
    'change.effectiveOn >= boundary',
  ],
  ['a price of another period applies', 'price-changes', / && change\.period\.count === period\.count/, ''],
  [
    'the first of two announcements wins',
    'price-changes',
    /a\.announcedAt >= b\.announcedAt/,
    'a.announcedAt < b.announcedAt',
  ],
  [
    'a tier ends one unit early',
    'pricing',
    /Math\.min\(tier\.upTo, quantity\)/,
    'Math.min(tier.upTo - 1, quantity)',
  ],
  [
    'each tier is rounded',
    'pricing',
    /new Exact\(tier\.unitPrice\)\.times\(upTo - counted\)/,
    'new Exact(tier.unitPrice).times(upTo - counted).toDecimalPlaces(2)',
  ],
  ['the fee of a tier not reached is charged', 'pricing', /if \(quantity <= counted\) break;/, ''],
  [
    'a started pack is not charged',
    'pricing',
    /Math\.ceil\(quantity \/ packSize\)/,
    'Math.floor(quantity / packSize)',
  ],
  [
    'volume takes the tier above',
    'pricing',
    /upTo === null \|\| quantity <= upTo/,
    'upTo === null || quantity < upTo',
  ],
  [
    'the flat fee of volume is lost',
    'pricing',
    /times\(quantity\)\.plus\(tier\.flatFee \?\? 0\)/,
    'times(quantity)',
  ],
  [
    'the day of a change counts as used',
    'changes',
    /daysBetween\(day, span\.end\)/,
    'daysBetween(day, span.end) - 1',
  ],
  [
    'a limit refuses a unit early',
    'usage-book',
    /used\.plus\(event\.quantity\)\.gt\(quota\)/,
    'used.plus(event.quantity).gte(quota)',
  ],
  [
    'a trial is metered',
    'usage-book',
    /isFree\(event\.day, this\.story\) \? ZERO : event\.quantity/,
    'event.quantity',
  ],
  [
    'what is included is metered too',
    'usage-book',
    /if \(open\.length === 0\) return quantity;/,
    'return quantity;',
  ],
  ['older news of a gauge replaces newer', 'usage-book', /event\.at >= before\.measuredAt/, 'true'],
  [
    'a gauge is charged twice for one level',
    'usage-book',
    /Exact\.max\(before\.peak, standing\.quota\)/,
    'standing.quota',
  ],
  ['a closed period is recalculated', 'usage-book', /last\.start <= day && day < last\.end/, 'true'],
  [
    'the quota ignores the quantity',
    'usage-book',
    /new Exact\(limit\.included\)\.times\(this\.terms\.quantity\)/,
    'new Exact(limit.included)',
  ],
  [
    'the first day of a period counts in the one before',
    'metering',
    /each\.start <= day\);/,
    'each.start < day);',
  ],
  ['more than the cap rolls over', 'metering', /Exact\.min\(cap, left\)/, 'left'],
  ['what rolled over does not roll on', 'metering', /each\.allowance\.plus\(carried\)/, 'each.allowance'],
  ['a threshold is told twice', 'metering', /before < each && each <= reached/, 'each <= reached'],
  ['80 per cent is told too late', 'metering', /times\(100\)\.gte\(/, 'times(100).gt('],
  [
    'metered use is rounded half up',
    'usage-charges',
    /floorToMinor\(exact\)/,
    'floorToMinor(exact.plus("0.005"))',
  ],
  ['the rest below a kopeck is lost', 'usage-charges', /if \(rest\.isZero\(\)\) continue;/, 'continue;'],
  [
    'what the new period used is posted with the old',
    'usage-charges',
    /periodStart < start\);/,
    'periodStart <= start);',
  ],
  ['a raise is charged for days that are over', 'usage-money', /times\(unused\.days\)/, 'times(unused.of)'],
  [
    'a product resumes without what is owed',
    'planner',
    /const required = amount \+ sum\(due\.map\(\(each\) => each\.amount\)\);/,
    'const required = amount;',
  ],
  [
    'use of the period that ended waits for the next',
    'planner',
    /balance reaches\.\n {4}this\.postUsage\(index, start, moment\);/,
    'balance reaches.',
  ],
  ['who leaves pays nothing for use', 'planner', /\{\n {4}this\.closeUsage\(index, on, moment\);/, '{'],
  ['a cut without proration is credited', 'changes', /larger\(0n, cost - periodCost\)/, 'cost - periodCost'],
  [
    'a period already paid for is paid again',
    'changes',
    /periodCost: larger\(cost, periodCost\)/,
    'periodCost: cost',
  ],
  [
    'what is bought after a previous period overlaps it',
    'first-day',
    /if \(follows\) return previousEnd;/,
    '',
  ],
  [
    'rights begin before they are granted',
    'first-day',
    /later\(addDays\(paidOn, 1\), granted\)/,
    'addDays(paidOn, 1)',
  ],
  ['the day of payment is the first day', 'first-day', /addDays\(paidOn, 1\)/, 'paidOn'],
  [
    'a later first day is not the anchor',
    'planner',
    /\{ \.\.\.this\.subscriptions\[index\]!, anchor: first \}/,
    '{ ...this.subscriptions[index]! }',
  ],
  [
    'what is paid today is booked on its first day',
    'planner',
    /first, moment, 'started', today\)/,
    "first, moment, 'started')",
  ],
  ['VAT is put on top', 'vat', /100n \+ percent/, '100n'],
  ['the new rate starts a day late', 'vat', /from <= taxDate/, 'from < taxDate'],
  ['a working Saturday is lost', 'working-days', /if \(year\.working\.includes\(day\)\) return true;/, ''],
  [
    'a term counts its own day',
    'working-days',
    /day = addDays\(day, 1\);\n {4}if \(isWorkingDay\(day\)\) left -= 1;/,
    'if (isWorkingDay(day)) left -= 1;\n    if (left > 0) day = addDays(day, 1);',
  ],
  [
    'a forced reversal loses the loss',
    'recipes',
    /return kept > 0n \? \[\{ \.\.\.back, amount: kept \}, loss\] : \[loss\]/,
    'return kept > 0n ? [{ ...back, amount: kept }] : [loss]',
  ],
  [
    'a reversal gives back in the old order',
    'recipes',
    /\[\.\.\.entry\.postings\]\.reverse\(\)/,
    '[...entry.postings]',
  ],
  [
    'a fingerprint does not see amounts',
    'journal',
    /amount\.toString\(\), grantId \?\? null/,
    'grantId ?? null',
  ],
  ['a fingerprint does not see the date', 'journal', / {4}entry\.businessDate,\n/, ''],
  ['zero may be posted', 'journal', /if \(amount <= 0n\)/, 'if (amount < 0n)'],
  ['the forecast stops a day early', 'forecast', /date <= last &&/, 'date < last &&'],
  ['the forecast forgets what it did', 'forecast', /state = plan\.after;/, ''],
  ['what must end waits for ever under staff', 'snapshot', /&& !mustEnd/, ''],
  [
    'an account with one suspended product is suspended',
    'snapshot',
    /if \(account\.subscriptions\.some\(isRunning\)\) return account\.heldByStaff \? 'suspended' : 'active';/,
    '',
  ],
  [
    'a day partly inside an outage is lost',
    'outages',
    /startOfDay\(first, timeZone\) < from \? addDays\(first, 1\) : first/,
    'first',
  ],
  ['a day is given back twice', 'outages', /isPaid && !isGivenBack/, 'isPaid'],
  ['days are given back into an outage', 'outages', /if \(!isLost\) left -= 1;/, 'left -= 1;'],
  ['a threshold is told at itself', 'alerts', /balance < threshold/, 'balance <= threshold'],
  ['a threshold is told again and again', 'alerts', /armed && balance/, 'balance'],
  [
    'a month is not clamped',
    '../../kernel/src/local-date',
    /Math\.min\(\+anchor\.slice\(8, 10\), lastDay\)/,
    '+anchor.slice(8, 10)',
  ],
  [
    'half a kopeck is cut off',
    '../../kernel/src/money',
    /\(2n \* absolute \+ denominator\) \/ \(2n \* denominator\)/,
    'absolute / denominator',
  ],
  [
    'a free term is given after the contract',
    'planner',
    /const waits = this\.account\.terminated \|\| /,
    'const waits = ',
  ],
  ['a free term begins while staff hold the account', 'planner', / \|\| this\.account\.heldByStaff;/, ';'],
  [
    'a free term loses days to an outage',
    'planner',
    /const end = extendOver\(start, freeEnd\(term, start\),/,
    'const end = freeEnd(term, start), lost = extendOver(start, freeEnd(term, start),',
  ],
  ['an ordinary period keeps its free units', 'planner', /freeQuantity: null,/, ''],
  [
    'a free term until a day lasts one day less',
    'free-term',
    /later\(start, length\.until\)/,
    'later(start, addDays(length.until, -1))',
  ],
  [
    'a free term that has passed is given',
    'free-term',
    /freeEnd\(term, start\) > start/,
    'freeEnd(term, start) >= start',
  ],
  [
    'units above the free ones cost nothing',
    'free-term',
    /costOf\(price, quantity\) - costOf\(price, Math\.min\(quantity, free\)\)/,
    '0n',
  ],
  [
    'lowering below the free units gives money back',
    'free-term',
    /larger\(0n, costOf\(price, quantity\) - costOf\(price, Math\.min\(quantity, free\)\)\)/,
    'costOf(price, quantity) - costOf(price, free)',
  ],
  ['a free term is laid over by one period', 'free-term', /start < term\.end;/, 'start === term.start;'],
  [
    'units above the free ones are charged without auto-renew',
    'planner',
    /renews \|\| amount === 0n \?/,
    'true ?',
  ],
  ['a free term leaves the credit whole', 'free-term', /credit: credit - used/, 'credit'],
  ['a free term is taken twice', 'free-term', /\.filter\(\(term\) => term\.id !== id\)/, ''],
  [
    'units that cannot be paid stay',
    'free-term',
    /: Math\.min\(quantity, term\.quantity\), cost/,
    ': quantity, cost',
  ],
  [
    'a refund gives the balance back where nothing is offered',
    'refund-rules',
    /rule === 'unused_balance';/,
    'true;',
  ],
  [
    'a refund forgets whose breach it was',
    'refund-rules',
    /\(initiator === 'seller'\) !== breach/,
    "initiator === 'seller'",
  ],
  ['a refund of used services', 'refund-rules', /if \(line\.used\) return 'was_used';/, ''],
  ['a refund counts the day of purchase', 'refund-rules', /noticeOn > addDays/, 'noticeOn >= addDays'],
  [
    'a refund of a term that is over',
    'refund-rules',
    /if \(noticeOn >= line\.endsOn\) return 'was_over';/,
    '',
  ],
  ['a refund counts lost days as used', 'refund-rules', /usable -= 1;/, ''],
  [
    'a refund of another product’s outage',
    'refund-rules',
    /outages\.filter\(\(outage\) => concerns\(outage, productCode\)\)/,
    'outages',
  ],
  [
    'a refund of a period made whole by days',
    'refund-rules',
    /if \(end >= endsOn && endsOn > charged\.end\) return false;/,
    '',
  ],
  [
    'a refund keeps the first day without a contract',
    'refund-rules',
    /later\(charged\.start, facts\.endsOn\)/,
    'later(charged.start, addDays(facts.endsOn, 1))',
  ],
];

const root = fileURLToPath(new URL('../../', import.meta.url));
const wanted = process.argv.slice(2).join(' ');
const chosen = MUTATIONS.filter(([name]) => name.includes(wanted));

/** A copy of the core as it lies in the repository, with its neighbours in reach. */
function copyCore() {
  const folder = mkdtempSync(join(tmpdir(), 'billing-mutations-'));
  const house = join(folder, 'house');
  mkdirSync(join(house, 'libs'), { recursive: true });
  for (const lib of ['billing', 'kernel']) {
    cpSync(join(root, 'libs', lib), join(house, 'libs', lib), { recursive: true });
  }
  for (const file of ['jest.preset.mjs', 'package.json']) cpSync(join(root, file), join(house, file));
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'dir');
  // Calendars and samples lie beside the repository where they are present.
  const beside = join(root, '..', 'shared');
  if (existsSync(beside)) symlinkSync(beside, join(folder, 'shared'), 'dir');
  return { folder, core: join(house, 'libs', 'billing') };
}

/** @returns whether the specs are green; the examples are asked first, they are quicker than the properties */
function specsPass(core) {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const pass = (...specs) =>
    spawnSync(process.execPath, [jest, '--bail', '--silent', '--runInBand', ...specs], {
      cwd: core,
      encoding: 'utf8',
      // A mutant that never stops is noticed too; it hears no other signal.
      timeout: 60_000,
      killSignal: 'SIGKILL',
    }).status === 0;
  return pass('--testPathIgnorePatterns', 'naive-ledger') && pass('--testPathPatterns', 'naive-ledger');
}

const fileOf = (core, [, room]) => join(core, 'src', `${room}.ts`);

/** The source with the bug in it. A pattern that fits nowhere, or twice, is out of date. */
function broken(source, [name, room, pattern, replacement]) {
  const found = source.match(new RegExp(pattern, 'g'))?.length ?? 0;
  if (found !== 1)
    throw new Error(`«${name}» is found ${found} times in ${room}.ts: bring the list up to date`);
  return source.replace(pattern, () => replacement);
}

/** Plants a bug; answers how to take it out again. */
function plant(core, mutation) {
  const file = fileOf(core, mutation);
  const source = readFileSync(file, 'utf8');
  writeFileSync(file, broken(source, mutation));
  return () => writeFileSync(file, source);
}

for (const mutation of MUTATIONS) {
  broken(readFileSync(fileOf(join(root, 'libs', 'billing'), mutation), 'utf8'), mutation);
}
const { folder, core } = copyCore();
const survivors = [];
try {
  if (!specsPass(core)) throw new Error('The specs are red before anything was broken');
  for (const mutation of chosen) {
    const restore = plant(core, mutation);
    const survived = specsPass(core);
    restore();
    if (survived) survivors.push(mutation[0]);
    console.log(`${survived ? 'SURVIVED' : 'noticed '}  ${mutation[0]}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${chosen.length - survivors.length} of ${chosen.length} mutations were noticed.`);
process.exitCode = survivors.length > 0 ? 1 : 0;
