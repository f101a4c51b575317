import { Injectable } from '@nestjs/common';
import {
  balanceChange,
  bonusOf,
  drawsOfPlain,
  momentOfRun,
  paidBy,
  periodCharged,
  renewalOfPlain,
  restOfPlain,
  type Draw,
  type GrantState,
  type JournalEntry,
  type Moment,
  type PlainRenewal,
  type PlanningTime,
  type Posting,
  type Purse,
  type SubscriptionSnapshot,
} from '@rocket/billing';
import { earlier, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { fingerprintOf } from '../ledger/ledger.store';
import { NoticeStore } from '../notices/notice.store';
import { AppConfig } from '../platform/config';
import { chargedNotices } from '../subscriptions/plan-notices';
import { toSubscription, type PlannedRow } from '../subscriptions/snapshot.rows';
import { TellProducts } from '../webhooks/tell-products';
import {
  PlainStore,
  columnsOfKind,
  linesOf,
  type KindToWrite,
  type PlainOffer,
  type PlainPrice,
  type PlainRow,
  type PlainToWrite,
} from './plain.store';

/** What the planner does with subscriptions that are alike. */
export interface PlainKind extends PlainRenewal {
  readonly before: SubscriptionSnapshot;
  readonly planNo: number;
}

/** A plain account that has enough for all that is due. */
export interface PlainAccount {
  readonly id: string;
  readonly lastSeq: number;
  readonly currency: Currency;
  /** What is left of the money, in minor units. */
  readonly rest: Minor;
  /** The first day on which something is due again. */
  readonly nextDue: LocalDate;
  readonly lines: readonly PlannedLine[];
}

interface PlannedLine {
  readonly subscriptionId: string;
  readonly kind: PlainKind;
  /** Left out: money pays all of it. */
  readonly draw?: Draw | undefined;
}

/** Days and instants of the planner, by the zone an account's seller lives in. */
export type TimeOf = (timeZone: string) => PlanningTime;

export interface CarryingOutPlain {
  readonly now: Date;
  readonly actor: string;
  readonly runId: string | null;
}

/** Stands in the texts of a kind for the id of a subscription. */
const ANY_ID = '00000000-0000-8000-8000-000000000000';

/**
 * Renews the plain accounts of a batch together (decision 0023): the planner is asked once for each kind of subscription, an
 * account's money once for all of them, and what is written goes to the database by kinds. Whatever is not plain, or not sure to
 * be, is left to the ordinary way.
 */
@Injectable()
export class RenewPlain {
  constructor(
    private readonly config: AppConfig,
    private readonly store: PlainStore,
    private readonly notices: NoticeStore,
    private readonly products: TellProducts,
  ) {}

  /** Accounts that can be renewed together. The caller holds their locks when it means to carry it out. */
  async find(
    tx: EntityManager,
    ids: readonly string[],
    date: LocalDate,
    timeOf: TimeOf,
  ): Promise<PlainAccount[]> {
    if (!this.config.run.plain) return [];
    const rows = await this.store.find(tx, ids, date);
    if (rows.length === 0) return [];
    const offers = await this.store.offers(tx, [...new Set(rows.map((row) => row.seller_code))]);
    const read = rows.map((row) => ({ row, lines: linesOf(row) }));
    const kinds = new Set(read.flatMap(({ lines }) => lines.map(({ kind }) => kind)));
    const prices = await this.store.prices(tx, [
      ...new Set([...kinds].map((kind) => columnsOfKind(kind).priceId)),
    ]);
    const grants = await this.store.grants(
      tx,
      rows.map(({ id }) => id),
    );
    const book = new KindBook(prices, date, timeOf);
    return read.flatMap(({ row, lines }) => {
      const offer = offers.get(`${row.seller_code} ${row.offer_version}`);
      const account = offer?.autoRenewal
        ? plainAccount({ row, lines, offer, grants: grants.get(row.id) ?? [] }, book)
        : null;
      return account ? [account] : [];
    });
  }

  async carryOut(tx: EntityManager, accounts: readonly PlainAccount[], act: CarryingOutPlain): Promise<void> {
    if (accounts.length === 0) return;
    const kinds = placeKinds(accounts, act);
    const placed = accounts.map((account, index) => placeLines(account, index + 1, kinds));
    await this.store.write(
      tx,
      {
        kinds: [...kinds].map(([kind, { entry }]) => toWrite(kind, entry)),
        accounts: placed.map(({ lastSeq, account: { id, rest, nextDue } }) => ({
          id,
          money: rest,
          lastSeq,
          nextDue,
        })),
        lines: placed.flatMap(({ lines }) => lines),
        uses: placed.flatMap(({ uses }) => uses),
      },
      act,
    );
    await this.notices.post(tx, accounts.flatMap(noticesOfPlain), act.now);
    await this.products.ofStandings(
      tx,
      accounts.map(({ id }) => id),
      act.now,
    );
  }
}

/** What the planner says of each kind, asked once. */
class KindBook {
  private readonly known = new Map<PlainOffer, Map<string, PlainKind | null>>();
  private readonly moments = new Map<string, Moment>();

  constructor(
    private readonly prices: ReadonlyMap<string, PlainPrice>,
    private readonly date: LocalDate,
    private readonly timeOf: TimeOf,
  ) {}

  /** null: not for us to say. */
  of(kind: string, offer: PlainOffer): PlainKind | null {
    let ofOffer = this.known.get(offer);
    if (!ofOffer) this.known.set(offer, (ofOffer = new Map()));
    let known = ofOffer.get(kind);
    if (known === undefined) ofOffer.set(kind, (known = this.decide(kind, offer)));
    return known;
  }

  /** When bonus must be valid to pay what is due. */
  momentIn(timeZone: string): Moment {
    let moment = this.moments.get(timeZone);
    if (!moment) this.moments.set(timeZone, (moment = momentOfRun(this.timeOf(timeZone), timeZone)));
    return moment;
  }

  /** Terms that nobody can read are met again on the ordinary way, where their account is parked. */
  private decide(text: string, { timeZone, burnDown }: PlainOffer): PlainKind | null {
    const { priceId, quantity, anchor, planNo, period } = columnsOfKind(text);
    const price = this.prices.get(priceId);
    if (!price) return null;
    try {
      const row: PlannedRow = {
        ...price,
        id: ANY_ID,
        state: 'active',
        quantity,
        price_id: priceId,
        period,
        anchor,
        paid_to: this.date,
        renews_once: false,
        auto_renew: true,
        rank: 1,
        credit: '0',
        package_no: 0,
        free_quantity: null,
        seats: null,
        seats_told: null,
      };
      const subscription = toSubscription(row, { auto_renewal: true });
      const renewal = renewalOfPlain(subscription, { timeZone, burnDown }, this.timeOf(timeZone));
      return renewal && { ...renewal, before: subscription, planNo };
    } catch {
      return null;
    }
  }
}

interface ReadAccount {
  readonly row: PlainRow;
  readonly lines: ReturnType<typeof linesOf>;
  readonly offer: PlainOffer;
  readonly grants: readonly GrantState[];
}

function plainAccount({ row, lines, offer, grants }: ReadAccount, book: KindBook): PlainAccount | null {
  const planned: PlannedLine[] = [];
  let nextDue = row.next_due;
  for (const { id: subscriptionId, kind: text } of lines) {
    const kind = book.of(text, offer);
    if (kind === null) return null;
    planned.push({ subscriptionId, kind, draw: undefined });
    nextDue = nextDue === null ? kind.after.paidTo : earlier(nextDue, kind.after.paidTo);
  }
  const money = BigInt(row.money);
  const paid =
    grants.length === 0 ? paidByMoney(planned, money) : paidByBonus(planned, { money, grants }, offer, book);
  if (paid === null || nextDue === null) return null;
  return { id: row.id, lastSeq: row.last_seq, currency: offer.currency, nextDue, ...paid };
}

type Paid = Pick<PlainAccount, 'lines' | 'rest'> | null;

function paidByMoney(lines: readonly PlannedLine[], money: Minor): Paid {
  const rest = restOfPlain(
    money,
    lines.map(({ kind }) => kind.charge),
  );
  return rest === null ? null : { lines, rest };
}

function paidByBonus(
  lines: readonly PlannedLine[],
  purse: Purse,
  { timeZone, burnDown }: PlainOffer,
  book: KindBook,
): Paid {
  const charges = lines.map(({ kind }) => kind.charge);
  const paid = drawsOfPlain(purse, charges, book.momentIn(timeZone), burnDown);
  return (
    paid && {
      lines: lines.map(({ subscriptionId, kind }, index) => ({
        subscriptionId,
        kind,
        draw: paid.draws[index],
      })),
      rest: paid.rest,
    }
  );
}

interface PlacedKind {
  /** In the list that is written, from 1. */
  readonly place: number;
  /** Of one of the kind that money alone pays. */
  readonly entry: JournalEntry;
}

function placeKinds(
  accounts: readonly PlainAccount[],
  { now, actor }: CarryingOutPlain,
): ReadonlyMap<PlainKind, PlacedKind> {
  const kinds = new Map<PlainKind, PlacedKind>();
  for (const { lines } of accounts)
    for (const { kind } of lines)
      if (!kinds.has(kind)) {
        const entry = periodCharged(kind.charge, { happenedAt: now, actor });
        kinds.set(kind, { place: kinds.size + 1, entry });
      }
  return kinds;
}

function placeLines(account: PlainAccount, place: number, kinds: ReadonlyMap<PlainKind, PlacedKind>) {
  let lastSeq = account.lastSeq;
  const uses: PlainToWrite['uses'][number][] = [];
  const lines = account.lines.map(({ subscriptionId, kind, draw }) => {
    const moves = kind.charge.amount > 0n;
    if (moves) lastSeq += 1;
    const placed = kinds.get(kind)!;
    const { bonus, fingerprint, moneyLine, postings } = partOfBonus(placed.entry, draw);
    for (const [line, { from, to, amount, grantId }] of postings.entries())
      if (grantId !== undefined) uses.push({ account: place, seq: lastSeq, line, from, to, grantId, amount });
    // Written out: of a run's many thousand lines, taking an object over into another cost more than all else here.
    const seq = moves ? lastSeq : null;
    return { account: place, kind: placed.place, subscriptionId, seq, bonus, fingerprint, moneyLine };
  });
  return { account, lastSeq, lines, uses };
}

interface PartOfBonus {
  readonly bonus: Minor;
  readonly fingerprint: Buffer | null;
  readonly moneyLine: number;
  /** Of the entry, in their order. */
  readonly postings: readonly Posting[];
}

const NO_BONUS: PartOfBonus = { bonus: 0n, fingerprint: null, moneyLine: 0, postings: [] };

/** What makes an entry that bonus pays a part of unlike the others of its kind. */
function partOfBonus({ kind, businessDate }: JournalEntry, draw: Draw | undefined): PartOfBonus {
  if (!draw || draw.uses.length === 0) return NO_BONUS;
  const postings = paidBy(draw);
  const moneyLine = Math.max(
    0,
    postings.findIndex(({ grantId }) => grantId === undefined),
  );
  return {
    bonus: bonusOf(draw),
    fingerprint: fingerprintOf({ kind, businessDate, postings }),
    moneyLine,
    postings,
  };
}

/** The entry is the recipe's own, and so are its key and its subject but for the id in them. */
function toWrite({ charge, after, planNo }: PlainKind, entry: JournalEntry): KindToWrite {
  const [posting] = entry.postings;
  assertPaidByMoney(entry, charge.amount);
  return {
    key: aroundId(entry.key),
    subject: subjectText(entry),
    fingerprint: fingerprintOf(entry),
    entryKind: entry.kind,
    from: posting?.from ?? 'customer_money',
    to: posting?.to ?? 'revenue',
    priceId: charge.price.priceId,
    quantity: charge.quantity,
    planNo,
    amount: charge.amount,
    periodStart: charge.periodStart,
    periodEnd: charge.periodEnd,
    anchor: after.anchor,
  };
}

/** @throws Error (a bug of ours) where a plain renewal would move anything but its amount of money */
function assertPaidByMoney(entry: JournalEntry, amount: Minor): void {
  const { money, bonus } = balanceChange(entry.postings);
  if (money !== -amount || bonus !== 0n || entry.postings.length !== (amount > 0n ? 1 : 0))
    throw new Error(`${entry.key} is not paid by ${amount} of money alone`);
}

/** @throws Error (a bug of ours) where the subject says more of its subscription than which it is */
function subjectText({ key, subject }: JournalEntry): string {
  const text = JSON.stringify(subject);
  aroundId(text);
  if (subject?.id !== ANY_ID) throw new Error(`${key} is not about its subscription`);
  return text;
}

/** @throws Error (a bug of ours) where a text does not have the id in it exactly once */
function aroundId(text: string): [string, string] {
  const [head, tail, more] = text.split(ANY_ID);
  if (tail === undefined || more !== undefined)
    throw new Error(`${text} does not name its subscription once`);
  return [head!, tail];
}

function noticesOfPlain({ id, lastSeq, currency, rest, lines }: PlainAccount) {
  const charges = lines.map(({ subscriptionId, kind: { charge } }) => ({
    subscriptionId,
    productCode: charge.productCode,
    amount: charge.amount,
    periodStart: charge.periodStart,
    periodEnd: charge.periodEnd,
  }));
  return chargedNotices({ accountId: id, lastSeq, currency, projects: new Map() }, charges, rest);
}
